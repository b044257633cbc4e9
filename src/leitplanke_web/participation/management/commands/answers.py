"""`leitplanke-web answers TOWN`: the answers to one version of the questionnaire, as a file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from leitplanke.exchange.files import CannotWriteError, write_file
from leitplanke.exchange.surveys.answer_formats import AnswerFormat, answer_bytes
from leitplanke.kernel.texts import Language
from leitplanke_web.participation.actions.handing import NotHandedOutError, hand_out_as_operator
from leitplanke_web.participation.queries import Handing
from leitplanke_web.towns.models import Town

_WHY = {
    None: "Diese Fassung gibt es dort nicht. / The town has no such version.",
    Handing.RUNNING: "Die Umfrage läuft noch: beenden Sie sie zuerst. / The survey is still running: end it first.",
    Handing.WAITING: "Antworten warten: erst `leitplanke-web mix {town}`. / Answers wait for the mix: run it first.",
    Handing.EMPTY: "Es gibt keine Antworten. / There are no answers.",
}


class Command(BaseCommand):
    """What single people said is readable by the user alone."""

    help = "Schreibt die Antworten einer beendeten Umfrage. / Writes the answers of a survey that has ended."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The town, the version, the format and where to."""
        parser.add_argument("town")
        parser.add_argument("--questionnaire", required=True, metavar="VERSION")
        parser.add_argument("--to", required=True, choices=[kind.value for kind in AnswerFormat])
        parser.add_argument("--out", type=Path, required=True)
        parser.add_argument("--language", choices=[one.value for one in Language], default=Language.DE.value)

    def handle(self, *_args: Any, town: str, questionnaire: str, to: str, out: Path, **options: Any) -> None:
        """Write whole or not at all."""
        found = Town.objects.filter(id=town).first()
        if found is None:
            raise CommandError(f"Diese Stadt gibt es nicht: {town} / There is no such town.")
        try:
            value, responses = hand_out_as_operator(found, questionnaire)
        except NotHandedOutError as refused:
            raise CommandError(f"{questionnaire}: {_WHY[refused.why].format(town=town)}") from refused
        try:
            write_file(
                out, answer_bytes(AnswerFormat(to), value, responses, Language(options["language"])), is_private=True
            )
        except CannotWriteError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Geschrieben: {len(responses)} Antworten in {out}. Sie sind vertraulich. / "
            f"{len(responses)} answers written. They are confidential."
        )
