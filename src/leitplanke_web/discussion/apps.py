"""Registers the app."""

from django.apps import AppConfig


class DiscussionConfig(AppConfig):
    """Labels its tables `discussion_…`."""

    name = "leitplanke_web.discussion"
