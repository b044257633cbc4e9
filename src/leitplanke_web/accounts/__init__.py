"""People who sign in. Respondents never have an account."""
