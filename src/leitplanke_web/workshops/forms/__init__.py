"""Forms of workshops; one module per who fills them in."""
