"""Questions about the whole town, asked by name: a stage knows no later one, `settings.ANSWERS` says who answers.

The core checks a town across its stages (does the unit exist? do prerequisites turn in a circle?), so whoever changes
a part of one stage has to ask for all. Answers are values; nothing is changed in another stage.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any

from django.conf import settings

from leitplanke.exchange.town_check import Flaw
from leitplanke.participation.model import Questionnaire
from leitplanke_web.towns.models import Town
from leitplanke_web.towns.parts import NameSource

Margins = Mapping[tuple[str, str], Mapping[str, int]]


class FlawedTownError(Exception):
    """A change would leave a town that no folder can hold; `flaws` says why. Nothing was saved."""

    def __init__(self, flaws: tuple[Flaw, ...]) -> None:
        super().__init__("\n".join(f"{flaw.file} {flaw.keys} {flaw.column}: {flaw.problem.en}" for flaw in flaws))
        self.flaws = flaws


def unit_names() -> NameSource:
    """Where the names of a town's units stand, of the kind `units`: they are read along with others."""
    source: NameSource = _answer("unit_names")()
    return source


def require_sound(town: Town, *, questionnaire: Questionnaire | None = None) -> None:
    """Raise `FlawedTownError` unless what is stored now could be read from a folder; the last step of a change.

    With a questionnaire: if this version were the one that is evaluated.
    """
    flaws: tuple[Flaw, ...] = _answer("flaws")(town, questionnaire=questionnaire)
    if flaws:
        raise FlawedTownError(flaws)


def population_margins(town: Town) -> Margins:
    """How many of an audience share each category, by audience and question about the person."""
    margins: Margins = _answer("population_margins")(town)
    return margins


@cache
def _answer(name: str) -> Any:
    module, _, attribute = settings.ANSWERS[name].rpartition(".")
    return getattr(import_module(module), attribute)
