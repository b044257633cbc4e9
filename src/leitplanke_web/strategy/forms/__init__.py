"""What people fill in about measures; one module per part of the profile."""
