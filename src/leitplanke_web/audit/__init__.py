"""Who did what and when. Holds a plain town id, so that a line outlives what it is about."""
