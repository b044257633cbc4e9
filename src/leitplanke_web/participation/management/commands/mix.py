"""`leitplanke-web mix`: mix what came in, now."""

from argparse import ArgumentParser
from secrets import SystemRandom
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from leitplanke_web.participation.actions.mixing import mix_towns
from leitplanke_web.towns.models import Town


class Command(BaseCommand):
    """What the worker does every night, for installations that run it by their own timetable."""

    help = "Mischt eingegangene Antworten. / Mixes the answers that came in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which town."""
        parser.add_argument("town", nargs="?", help="nur diese Stadt / this town alone")

    def handle(self, *_args: Any, town: str | None, **_options: Any) -> None:
        """Mix, and say how many."""
        if town is not None and not Town.objects.filter(pk=town).exists():
            raise CommandError(f"Diese Stadt gibt es nicht: {town} / There is no such town.")
        count = mix_towns(today=timezone.localdate(), random=SystemRandom(), only=town)
        self.stdout.write(f"Gemischt: {count} Antworten. / {count} answers are mixed.")
