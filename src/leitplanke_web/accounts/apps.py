"""Registers the app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Labels its tables `accounts_…`."""

    name = "leitplanke_web.accounts"
