"""Between forms and the core's values."""
