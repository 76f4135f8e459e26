"""What the screens are made of: each shows values it is given and posts messages; none reaches the journal."""
