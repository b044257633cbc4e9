"""Components for templates."""
