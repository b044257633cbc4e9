"""Registers the app."""

from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    """Labels its tables `workshops_…`."""

    name = "leitplanke_web.workshops"
