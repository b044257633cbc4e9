"""Forms of the process; one module per subject."""
