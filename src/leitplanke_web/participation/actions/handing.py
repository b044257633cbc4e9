"""Handing out what people answered, once their survey has ended.

Whoever fetches answers while they come in could tell the new ones from the old ones, and so when somebody answered.
Therefore nothing leaves before the survey is closed and the last answers are mixed (docs/decisions/0014 and 0018).
"""

from dataclasses import dataclass

from django.db import transaction
from django_scopes import scope

from leitplanke.participation.model import Questionnaire as QuestionnaireValue
from leitplanke.participation.model import Response as ResponseValue
from leitplanke_web.accounts.models import Person
from leitplanke_web.audit.actions import OPERATOR, record
from leitplanke_web.participation.queries import Handing, handing, published_version, responses
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.permissions import require_role
from leitplanke_web.towns.versions import lock


@dataclass(eq=False)  # not frozen: Python writes the traceback into it
class NotHandedOutError(Exception):
    """The answers to this version are not handed out now; `why` is None if the town has no such version."""

    version: str
    why: Handing | None


Handed = tuple[QuestionnaireValue, tuple[ResponseValue, ...]]


def hand_out(town: Town, person: Person, version: str) -> Handed:
    """The version and all mixed responses to it, for an administrator, in random order. Raises `NotHandedOutError`.

    They are as stored: free texts are masked, nothing tells when they came, no receipt is among them.
    """
    require_role(town, person, Role.ADMINISTRATOR)
    return _handed(town, version, actor=person.name)


def hand_out_as_operator(town: Town, version: str) -> Handed:
    """The same for whoever runs the installation, in the terminal."""
    with scope(town=town):
        return _handed(town, version, actor=OPERATOR)


@transaction.atomic
def _handed(town: Town, version: str, *, actor: str) -> Handed:
    lock(town)  # the mix takes the same lock
    why = handing(town).get(version)
    questionnaire = published_version(town, version)
    if why is not Handing.READY or questionnaire is None:
        raise NotHandedOutError(version, why)
    record(deed="answers.downloaded", actor=actor, town=town.id, subject=version)
    return questionnaire, responses(town, to=questionnaire)
