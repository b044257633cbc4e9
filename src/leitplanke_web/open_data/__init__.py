"""Read-only downloads of what is published."""
