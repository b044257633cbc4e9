"""Registers the app."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Labels its tables `portal_…`."""

    name = "leitplanke_web.portal"
