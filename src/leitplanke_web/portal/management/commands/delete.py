"""`leitplanke-web delete TOWN --yes`: delete a town with everything that belongs to it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from leitplanke_web.portal.actions.towns import delete_town
from leitplanke_web.towns.models import Town


class Command(BaseCommand):
    """Nothing of the town is left, and nothing of another town is touched."""

    help = "Löscht eine Kommune ganz. / Deletes a town entirely."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The town, and that it is meant."""
        parser.add_argument("town")
        parser.add_argument("--yes", action="store_true", help="Ja, wirklich löschen. / Yes, really.")

    def handle(self, *_args: Any, town: str, yes: bool, **_options: Any) -> None:
        """Delete."""
        found = Town.objects.filter(id=town).first()
        if found is None:
            raise CommandError(f"„{town}“ gibt es nicht.")
        if not yes:
            raise CommandError(
                "Nichts gelöscht. Mit --yes wird die Kommune mit allen Antworten und Fassungen gelöscht."
            )
        delete_town(found)
        self.stdout.write(f"Gelöscht: {town}.")
