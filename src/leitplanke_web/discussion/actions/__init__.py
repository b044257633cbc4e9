"""What people and staff do in a discussion."""
