"""What evidence does."""
