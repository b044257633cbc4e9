"""`leitplanke-web log forget --before DATE`: delete old lines of the log."""

from argparse import ArgumentParser
from datetime import date, datetime, time
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from leitplanke_web.audit.actions import forget_before


class Command(BaseCommand):
    """Names of those who acted are kept no longer than the deletion period."""

    help = "Löscht alte Zeilen des Protokolls. / Deletes old lines of the log."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do, and up to when."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        forget = verbs.add_parser("forget")
        forget.add_argument("--before", type=date.fromisoformat, required=True, help="JJJJ-MM-TT / YYYY-MM-DD")

    def handle(self, *_args: Any, before: date, **_options: Any) -> None:
        """Delete, and say how many."""
        count = forget_before(timezone.make_aware(datetime.combine(before, time.min)))
        self.stdout.write(f"Gelöscht: {count} Zeilen von vor dem {before:%d.%m.%Y}.")
