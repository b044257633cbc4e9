"""Registers the app."""

from django.apps import AppConfig


class RoadmapConfig(AppConfig):
    """Labels its tables `roadmap_…`."""

    name = "leitplanke_web.roadmap"
