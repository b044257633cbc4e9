"""Registers the app."""

from django.apps import AppConfig


class ParticipationConfig(AppConfig):
    """Labels its tables `participation_…`."""

    name = "leitplanke_web.participation"
