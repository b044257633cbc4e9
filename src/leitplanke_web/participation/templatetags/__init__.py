"""Template tags of participation."""
