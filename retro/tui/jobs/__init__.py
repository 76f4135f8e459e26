"""What is done with the journal for a screen: each job gets a journal, in a thread, and knows no widget."""
