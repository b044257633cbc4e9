"""Registers the app."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Labels its tables `evidence_…`."""

    name = "leitplanke_web.evidence"
