"""Registers the app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Labels its tables `audit_…`."""

    name = "leitplanke_web.audit"
