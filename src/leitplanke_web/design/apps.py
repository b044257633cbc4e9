"""Registers the app."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """Labels its tables `design_…`."""

    name = "leitplanke_web.design"
