"""What staff see of the evidence; one module per subject."""
