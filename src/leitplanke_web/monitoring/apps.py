"""Registers the app."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    """Labels its tables `monitoring_…`."""

    name = "leitplanke_web.monitoring"
