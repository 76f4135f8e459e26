"""What is done with lessons."""
