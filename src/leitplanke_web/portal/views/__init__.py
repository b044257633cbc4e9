"""Pages that read several stages; one module per subject."""
