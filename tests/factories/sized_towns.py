"""Towns that differ in nothing but their size: one of each thing, or very many."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django_scopes import scope

from factories.editing import next_version
from factories.published import MADE, large_documents
from factories.runs import finished_run, publication_row, run_row
from factories.surveys import FAR, open_survey
from factories.towns import small_town
from factories.web import person_in
from leitplanke.kernel.texts import Text
from leitplanke.participation import arranging
from leitplanke.participation.model import Section
from leitplanke_web.audit.actions import record
from leitplanke_web.participation.models import QuestionnaireDraft
from leitplanke_web.portal.models import RunState
from leitplanke_web.roadmap.models import Unit
from leitplanke_web.strategy.models import Measure
from leitplanke_web.towns.models import Part, Role, Town


def sized_town(identifier: str, size: int) -> Town:
    """A town with `size` further measures, units, members, deeds and versions.

    It is in the state that asks most of its pages: there is a version, a later finished run that differs from it and
    is not published, and after that one a run that failed.
    """
    town = small_town(identifier)
    draft = next_version(town, "next")
    with scope(town=town):
        open_survey(town, closes_on=FAR)
        _multiply_questions(draft, size)
        _multiply(Measure, town, "parking", size)
        _multiply(Unit, town, "it", size)
        for number in range(size):
            person_in(town, Role.EDITOR, email=f"{number}@{identifier}.example.org")
            record(deed=f"unit.changed{number % 3}", actor=f"Person {number}", town=town.pk)
    for shown in _versions(size):
        publication_row(town, run=finished_run(town, **shown))
    finished_run(town, **_overloaded(size))
    run_row(town, state=RunState.CONFLICT)
    return town


def _multiply(model: type[Part], town: Town, identifier: str, size: int) -> None:
    one = model._default_manager.get(town=town, identifier=identifier)
    copies = (f"{identifier}{number}" for number in range(size))
    model._default_manager.bulk_create(
        model(town=town, identifier=copy, position=100 + number, value=replace(one.value, id=copy))
        for number, copy in enumerate(copies)
    )


def _multiply_questions(draft: QuestionnaireDraft, size: int) -> None:
    """A draft among others, with more questions in more sections."""
    value = draft.value
    for number in range(size):
        copy = replace(value.questions[0], id=f"more{number}")
        value = arranging.with_question(value, copy)
        value = arranging.with_section(value, Section(f"part{number}", Text("Mehr"), ()))
        next_version(draft.town, f"other{number}")
    type(draft).objects.filter(pk=draft.pk).update(value=value)


def _versions(size: int) -> Iterator[dict[str, Any]]:
    documents = large_documents(size)
    for number in range(min(size, 30)):
        evidence = replace(documents["evidence"], provenance=replace(documents["evidence"].provenance, seed=number + 1))
        yield {name: documents[name] for name in MADE} | {"evidence": evidence}


def _overloaded(size: int) -> dict[str, Any]:
    """Documents none of which any version has, with more work than there are people."""
    documents = large_documents(size)
    changed = {name: _with_seed(documents[name], 99) for name in MADE}
    roadmap = changed["roadmap"]
    busy = tuple(replace(load, used=tuple(used + 9_999 for used in load.used)) for load in roadmap.loads)
    return changed | {"roadmap": replace(roadmap, loads=busy, value=roadmap.value - 1)}


def _with_seed(document: Any, seed: int) -> Any:
    return replace(document, provenance=replace(document.provenance, seed=seed))
