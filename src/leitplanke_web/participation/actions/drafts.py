"""Drafts: answers of somebody who goes on later, on any device, with a code that only they know."""

from collections.abc import Mapping
from typing import Any

from leitplanke_web.participation.models import Draft, Survey
from leitplanke_web.participation.sealing import RESUME, digest, seal


def locator(code: str) -> str:
    """Where the draft of a resume code lies; the code cannot be found from it."""
    return digest(RESUME, code)


def forget_draft(survey: Survey, code: str) -> None:
    """Delete what was kept under this code."""
    Draft.objects.filter(locator=locator(code), survey=survey).delete()


def save_draft(survey: Survey, code: str, content: Mapping[str, Any]) -> None:
    """Keep what was filled in so far, in place of what was kept before."""
    row = Draft(locator=locator(code), town_id=survey.town_id, survey=survey, sealed=seal(code, content))
    Draft.objects.bulk_create([row], update_conflicts=True, update_fields=["sealed"], unique_fields=["locator"])
