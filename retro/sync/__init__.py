"""Sync: the journals of several devices become one, by way of a git repository that none of them lives in."""
