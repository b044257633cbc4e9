"""Planning problems and plans as files: PSPLIB, MMLIB, Patterson, JSON with a schema, CSV.

Enters: bytes. Leaves: `Problem` and plans. Must not: solve or judge.
"""
