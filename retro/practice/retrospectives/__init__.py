"""Retrospectives: a ritual of steps in which answers become lessons and commitments."""
