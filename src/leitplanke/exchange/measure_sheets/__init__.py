"""Measures in spreadsheets: a template, an export that comes back whole, and the sheets that towns have today.

Enters: the bytes of a workbook, a CSV or a list in JSON, what the town calls its fields and units, and a mapping that a
person has seen. Leaves: measures under examination, and for every cell what became of it. Must not: guess in silence.
"""
