"""Engines: the only place of the core that knows Ibis, DuckDB and Arrow.

Enters: the answers as integer columns. Leaves: the cube, counts per item and cell. Must not: weight, estimate, decide.
"""
