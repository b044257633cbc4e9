"""Exchange: the only part of the core besides the terminal that touches files.

Enters: town folders, handover documents, foreign formats. Leaves: the same, written whole or not at all. Must not:
decide anything about the subject.
"""
