"""Ahornstein at any stage, brought there through the actions that a person uses."""

from enum import StrEnum
from pathlib import Path

import leitplanke_web
from leitplanke.exchange.town_folder import folder_files
from leitplanke_web.demo.accounts import make_accounts
from leitplanke_web.portal.actions.towns import OPERATOR, load_town
from leitplanke_web.towns.models import Town

TOWN = "ahornstein"
FOLDER = Path(leitplanke_web.__file__).parents[2] / "examples" / TOWN


class Stage(StrEnum):
    """How far the example town has come; each holds what those before it hold."""

    EMPTY = "empty"
    LOADED = "loaded"


class NoExampleError(Exception):
    """The example town's folder is not there: it comes with a checkout, not with an installed package."""


def bring_to(stage: Stage) -> None:
    """Bring the example town to the stage from wherever it stands; what is there already stays."""
    if stage is not Stage.EMPTY:
        _loaded()


def _loaded() -> Town:
    found = Town.objects.filter(id=TOWN).first()
    if found is not None:
        return found
    if not FOLDER.is_dir():
        raise NoExampleError
    town = load_town(folder_files(FOLDER), actor=OPERATOR)
    make_accounts(town)
    return town
