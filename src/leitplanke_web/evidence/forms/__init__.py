"""Forms of the evidence stage."""
