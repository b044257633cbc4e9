"""What respondents and staff see of a survey."""
