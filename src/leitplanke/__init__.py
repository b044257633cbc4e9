"""Leitplanke: from participation to a roadmap a town can keep.

Values in, values out: participation → evidence → strategy → roadmap → monitoring. Each stage reads the one
before it and ends in one handover document. Only `exchange` and `cli` touch files.
"""

__version__ = "0.1.0"
