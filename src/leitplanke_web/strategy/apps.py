"""Registers the app."""

from django.apps import AppConfig


class StrategyConfig(AppConfig):
    """Labels its tables `strategy_…`."""

    name = "leitplanke_web.strategy"
