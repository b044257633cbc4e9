"""Pages of workshops: planning, moderation, minutes, and the room itself."""
