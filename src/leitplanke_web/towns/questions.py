"""Questions about the whole town, asked by name: a stage knows no later one, `settings.ANSWERS` says who answers.

The core checks a town across its stages (does the unit exist? do prerequisites turn in a circle?), so whoever changes
a part of one stage has to ask for all. Answers are values; nothing is changed in another stage.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from django.conf import settings

from leitplanke.exchange.town_check import Flaw
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Questionnaire
from leitplanke_web.towns.models import Town
from leitplanke_web.towns.parts import NameSource


@dataclass(frozen=True, slots=True)
class ToldReply:
    """What contributors were told: the kind of the reply, in words as well, what it names, and why."""

    kind: str
    words: Text
    name: Text
    reason: Text


@dataclass(frozen=True, slots=True)
class BecameOfCluster:
    """A cluster of a recorded workshop or discussion: which guardrails rest on it, and what its people were told.

    Both may be empty: a missing link is shown as missing. `finding` names it in evidence reports.
    """

    finding: str
    title: Text
    guardrails: tuple[tuple[str, Text], ...]
    replies: tuple[ToldReply, ...]


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


def grant_names() -> NameSource:
    """Where the names of a town's grant pots stand, of the kind `grants`: they are read along with others."""
    source: NameSource = _answer("grant_names")()
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


def latest_digest(town: Town, stage: str) -> str:
    """The SHA-256 of the document that the latest finished run made of a stage, empty before there is one."""
    digest: str = _answer("latest_digest")(town, stage)
    return digest


def became_of_clusters(town: Town, workshop: str) -> tuple[BecameOfCluster, ...]:
    """What became of each cluster of a recorded workshop or discussion."""
    found: tuple[BecameOfCluster, ...] = _answer("became_of_clusters")(town, workshop)
    return found


def told_replies(town: Town, place: str) -> Mapping[str, tuple[ToldReply, ...]]:
    """What contributors to one workshop or discussion were told, by cluster."""
    found: Mapping[str, tuple[ToldReply, ...]] = _answer("told_replies")(town, place)
    return found


@cache
def _answer(name: str) -> Any:
    module, _, attribute = settings.ANSWERS[name].rpartition(".")
    return getattr(import_module(module), attribute)
