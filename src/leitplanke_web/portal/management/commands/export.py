"""`leitplanke-web export TOWN --out DIR`: the whole town as a folder again."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django_scopes import scope

from leitplanke.exchange.files import CannotWriteError
from leitplanke.exchange.town_writer import write_files
from leitplanke.kernel.faults import FaultyInputError
from leitplanke.kernel.texts import Language
from leitplanke_web.audit.actions import OPERATOR
from leitplanke_web.participation.queries import answered_versions, questionnaire, waiting_count
from leitplanke_web.portal.actions.towns import export_town_as_operator
from leitplanke_web.portal.queries.moving import left_behind
from leitplanke_web.towns.models import Town


class Command(BaseCommand):
    """What single people said is readable by the user alone."""

    help = "Schreibt eine Kommune als Ordner. / Writes a town as a folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The town and where to."""
        parser.add_argument("town")
        parser.add_argument("--out", type=Path, required=True)

    def handle(self, *_args: Any, town: str, out: Path, **_options: Any) -> None:
        """Write whole or not at all."""
        found = Town.objects.filter(id=town).first()
        if found is None:
            raise CommandError(
                f"„{town}“ gibt es nicht. Bekannt: {', '.join(Town.objects.values_list('id', flat=True))}"
            )
        with scope(town=found):
            waiting = waiting_count(found)
            behind = left_behind(found)
            left_out = sorted(answered_versions(found) - {questionnaire(found).version})
        try:
            names = write_files(export_town_as_operator(found, actor=OPERATOR), folder=out)
        except FaultyInputError as refused:
            raise CommandError("\n".join(fault.in_language(Language.DE) for fault in refused.faults)) from refused
        except CannotWriteError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Geschrieben: {len(names)} Dateien in {out}.")
        if waiting:
            self.stderr.write(
                f"Nicht dabei: {waiting} Antworten, die noch nicht gemischt sind. Beenden Sie die Umfrage, dann "
                f"`leitplanke-web mix {town}` und noch einmal exportieren. / Not exported: {waiting} answers that wait "
                f"for the mix. End the survey, run `leitplanke-web mix {town}`, and export again."
            )
        for one in behind:
            self.stderr.write(f"Nicht dabei: {one.de} / Not exported: {one.en}")
        for version in left_out:
            self.stderr.write(
                f"Nicht dabei: die Antworten zur Fassung {version}, die nicht ausgewertet wird. Ist ihre Umfrage "
                f"beendet, schreibt sie `leitplanke-web answers {town} --questionnaire {version} --to csv --out DATEI` "
                f"/ Not exported: the answers to version {version}, which is not the one that is evaluated. Once its "
                f"survey has ended, that command writes them."
            )
