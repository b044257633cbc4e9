"""Discussions online: drafts for comment, votes on statements, moderation with reasons, clusters that get replies."""
