"""What people do with towns' members and their own accounts; one module per subject."""
