"""`leitplanke-web load TOWN`: bring in a town folder."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from leitplanke.exchange.town_folder import folder_files
from leitplanke.kernel.faults import FaultyInputError
from leitplanke.kernel.texts import Language
from leitplanke_web.audit.actions import OPERATOR
from leitplanke_web.portal.actions.towns import ReservedNameError, TownExistsError, load_town


class Command(BaseCommand):
    """Whole, or not at all."""

    help = "Lädt den Ordner einer Kommune. / Loads a town folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder."""
        parser.add_argument("folder", type=Path)

    def handle(self, *_args: Any, folder: Path, **_options: Any) -> None:
        """Load, or say every fault."""
        try:
            town = load_town(folder_files(folder), actor=OPERATOR)
        except FaultyInputError as refused:
            faults = "\n".join(fault.in_language(Language.DE) for fault in refused.faults)
            raise CommandError(f"{faults}\n{len(refused.faults)} Fehler, nichts geladen.") from refused
        except TownExistsError as refused:
            message = f"„{refused.town}“ gibt es schon; nichts geladen. Löschen: leitplanke-web delete {refused.town}"
            raise CommandError(message) from refused
        except ReservedNameError as refused:
            message = f"„{refused.town}“ ist als Kennung vergeben. Ändern Sie id in town.toml; nichts geladen."
            raise CommandError(message) from refused
        self.stdout.write(f"Geladen: {town.profile.name.de} ({town.id}).")
