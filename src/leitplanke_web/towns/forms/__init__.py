"""What people fill in about members, their own account and the town."""
