"""Leitplanke in the web: stores, shows and schedules what `leitplanke` computes.

What is computed is the core's; in here nothing decides about the subject (docs/architecture.md).
"""
