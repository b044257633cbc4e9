"""Registers the app."""

from django.apps import AppConfig


class OpenDataConfig(AppConfig):
    """It has templates and no tables."""

    name = "leitplanke_web.open_data"
