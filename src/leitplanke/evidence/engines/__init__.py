"""Engines: the only place of the core that knows Ibis, DuckDB and Arrow, and opens data files.

Enters: the chain's answers as integer columns, or a data file. Leaves: counts and sums per line of the cube. Must not:
weight, estimate, decide.
"""
