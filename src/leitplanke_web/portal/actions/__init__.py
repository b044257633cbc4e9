"""What people do in the portal; one module per subject."""
