"""What is done with lessons: briefs, and how well decisions were judged."""
