"""Forms of discussions."""
