"""Stores what the town decides, measure by measure, and lets its staff change it."""
