"""Spaced resurfacing: when lessons come back, what is said of them then, and which three are up today."""
