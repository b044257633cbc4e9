"""`leitplanke-web demo`: the fictitious town, at any stage."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from leitplanke_web.demo.accounts import ACCOUNTS
from leitplanke_web.demo.stages import (
    FOLDER,
    NoExampleError,
    RunNotFinishedError,
    Stage,
    bring_to,
    compute_here,
    wait_for_worker,
)


class Command(BaseCommand):
    """Goes on from wherever the town stands."""

    help = "Bringt die Beispielkommune auf einen Stand. / Brings the example town to a stage."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How far."""
        parser.add_argument(
            "--stage", type=Stage, choices=list(Stage), default=Stage.PUBLISHED, help="bis wohin / how far"
        )
        parser.add_argument("--by-worker", action="store_true", help="ein laufender worker rechnet / by the worker")

    def handle(self, *_args: Any, stage: Stage, by_worker: bool, **_options: Any) -> None:
        """Bring it there."""
        if settings.IS_SECURE:
            raise CommandError("Die Kennwörter der Demonstration sind öffentlich: nicht unter einer https-Adresse.")
        try:
            bring_to(stage, finish=wait_for_worker if by_worker else compute_here)
        except NoExampleError as missing:
            raise CommandError(f"{FOLDER} gibt es nicht; die Beispielkommune liegt dem Quelltext bei.") from missing
        except RunNotFinishedError as failed:
            raise CommandError("Die Rechnung kam nicht bis zum Ende; warum, steht auf ihrer Seite.") from failed
        if by_worker:
            self.stdout.write("Ahornstein ist veröffentlicht." if stage is Stage.PUBLISHED else f"Ahornstein: {stage}.")
            return
        self.stdout.write(f"Ahornstein ({stage}). Konten zum Anmelden:")
        for account in ACCOUNTS:
            self.stdout.write(f"  {account.role.label:<12} {account.email:<34} {account.password}")
