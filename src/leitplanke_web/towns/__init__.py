"""The towns of an installation, who may do what in them, and their background jobs."""
