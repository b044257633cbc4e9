"""Registers the app."""

from django.apps import AppConfig


class ProcessConfig(AppConfig):
    """Labels its tables `process_…`."""

    name = "leitplanke_web.process"
