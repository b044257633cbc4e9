"""What people fill in about staff and money."""
