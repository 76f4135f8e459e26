"""Merging another copy of a journal into it: a conflict copy of a sync service, a backup, an old laptop's.

The two copies are compared with what they were before they parted (``past``), by what things are known by
(``contents``, ``matching``); what becomes of each is decided (``planning``) and written in one step.
"""
