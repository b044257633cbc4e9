"""Staff pages: people and money."""
