"""What is done with lessons once they are in the journal."""
