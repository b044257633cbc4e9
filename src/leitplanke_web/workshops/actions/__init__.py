"""What changes a workshop; one module per who does it."""
