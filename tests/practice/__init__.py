"""What is done with lessons: briefs, check-ins, decisions."""
