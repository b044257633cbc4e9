"""What changes a process; one module per subject."""
