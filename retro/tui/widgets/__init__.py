"""What the screens are made of: each shows values and posts messages; none reaches the journal."""
