"""What the editor's pages share: the draft, the trail of crumbs, saving a part, and two versions of one."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from leitplanke.participation.model import Questionnaire
from leitplanke_web.participation.actions.editing import Edit, change_draft
from leitplanke_web.participation.models import QuestionnaireDraft
from leitplanke_web.participation.queries import draft_row, published_version
from leitplanke_web.towns.form_fields import told
from leitplanke_web.towns.models import Town
from leitplanke_web.towns.people import person_of
from leitplanke_web.towns.versions import Difference, carried, last_change, taken, version_of

Part = Callable[[Questionnaire], object]


@dataclass(frozen=True, slots=True)
class Saving:
    """A form that was sent about one part of a draft."""

    request: HttpRequest
    town: Town
    version: str
    part: Part

    @property
    def seen(self) -> int:
        """The mark of the part that the form was filled in on."""
        return version_of(self.request.POST.get("version"))

    def with_theirs(self, changes: Mapping[str, Any], stored: object) -> dict[str, Any]:
        """The changes, with what is stored where the page with both versions says so."""
        kept = taken(self.request.POST)
        return {name: getattr(stored, name) if name in kept else value for name, value in changes.items()}

    def save(self, edit: Edit) -> None:
        """Change the draft. Raises as `change_draft`."""
        change_draft(self.town, person_of(self.request), self.version, edit, part=self.part, seen=self.seen)


def draft_or_404(town: Town, version: str) -> QuestionnaireDraft:
    """The draft of this version."""
    row = draft_row(town, version)
    if row is None:
        raise Http404
    return row


def version_or_404(town: Town, version: str) -> Questionnaire:
    """The draft or the published version of this name."""
    row = draft_row(town, version)
    found: Questionnaire | None = published_version(town, version) if row is None else row.value
    if found is None:
        raise Http404
    return found


def crumbs(town: Town, *below: Questionnaire | str) -> tuple[tuple[str, str | None], ...]:
    """The trail: the survey, all versions, this one, and what of it."""
    found: list[tuple[str, str | None]] = [
        (_("Umfrage"), reverse("participation:staff_survey", args=[town.id])),
        (_("Fragebögen"), reverse("participation:questionnaires", args=[town.id])),
    ]
    for one in below:
        if isinstance(one, Questionnaire):
            found.append((told(one.title), reverse("participation:questionnaire", args=[town.id, one.version])))
        else:
            found.append((one, None))
    return (*found[:-1], (found[-1][0], None))


def conflict_page(
    request: HttpRequest,
    town: Town,
    questionnaire: Questionnaire,
    differences: Iterable[Difference],
    *,
    mark: int,
    back: str,
    **parts: str,
) -> HttpResponse:
    """Both versions side by side; the form carries what was typed, and each field says which one is to stay."""
    version = questionnaire.version
    context = {
        "subject": told(questionnaire.title),
        "last": last_change(town, deeds=("questionnaire.changed",), subject=version),
        "entries": carried(request.POST, versions={"version": mark}),
        "differences": list(differences),
        "back": reverse(f"participation:{back}", kwargs={"town": town.id, "questionnaire": version, **parts}),
        "crumbs": crumbs(town, questionnaire, _("Zwei Fassungen")),
    }
    return render(request, "towns/conflict.html", context, status=409)
