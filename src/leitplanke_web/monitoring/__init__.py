"""Stores status rows, replies and progress."""
