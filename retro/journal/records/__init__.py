"""The journal as records: one of each thing with all that hangs on it, by random ids and not by row numbers.

What another device needs of a journal, and all that it needs; the history of its rows stays behind.
"""
