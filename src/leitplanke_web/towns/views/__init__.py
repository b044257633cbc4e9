"""Pages about members, the log and one's own account; one module per subject."""
