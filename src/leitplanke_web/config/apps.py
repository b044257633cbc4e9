"""Registers the composition root, so that its commands and checks are found."""

from django.apps import AppConfig


class RootConfig(AppConfig):
    """Has no tables."""

    name = "leitplanke_web.config"

    def ready(self) -> None:
        """Register the checks."""
        from leitplanke_web.config import checks  # noqa: F401, PLC0415 - registering is what importing does
