"""What the portal reads; one module per subject."""
