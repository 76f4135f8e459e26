"""Evidence: what was measured, told in the same words each time, with its arithmetic.

What is loaded with it is what every list needs; units and sums (``units``, ``arithmetic``, ``reading``) are
loaded by what uses them.
"""

from retro.evidence.wording import change, describe, number

__all__ = ["change", "describe", "number"]
