"""Registers the app."""

from django.apps import AppConfig


class TownsConfig(AppConfig):
    """Labels its tables `towns_…`."""

    name = "leitplanke_web.towns"
