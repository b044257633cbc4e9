"""What staff see of the strategy; one module per subject."""
