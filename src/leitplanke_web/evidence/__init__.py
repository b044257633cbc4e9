"""Stores population tables, codebook and evidence reports."""
