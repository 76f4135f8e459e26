"""What is done with lessons: they come back for review, and are applied or violated."""
