"""Stores people and money of a town, and its roadmaps."""
