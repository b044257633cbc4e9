"""Registers the demonstration, so that its command is found."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Has no tables."""

    name = "leitplanke_web.demo"
