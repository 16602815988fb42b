"""Who is meant is no longer said: names of customers and people become letters, wherever they stand in a text.

Pure: what is known of a study's names comes in as `Named` (see `queries/known.py`), text and plain data go
through a `Mask`. In doubt it masks: a word too many is an oddity, a name too few is a broken promise.
"""

from interviewkit.masking.mask import MASKED, Mask
from interviewkit.masking.names import Named, letters

__all__ = ["MASKED", "Mask", "Named", "letters"]
