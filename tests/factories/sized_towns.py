"""Towns that differ in nothing but their size: one of each thing, or very many."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django_scopes import scope

from factories.discussions import CONTRIBUTION, DISCUSSION, editor_of, named
from factories.discussions import running as discussed
from factories.editing import next_version
from factories.priorities import enter_priorities
from factories.process import weighed, whole_process
from factories.published import MADE, large_documents
from factories.runs import finished_run, publication_row, run_row
from factories.studies import repair_study, robustness_study
from factories.surveys import FAR, open_survey
from factories.towns import small_town
from factories.web import person_in
from factories.workshops import running
from leitplanke.kernel.relations import Choice as ChoiceValue
from leitplanke.kernel.texts import Text
from leitplanke.participation import arranging
from leitplanke.participation.model import Section
from leitplanke.roadmap.model import Pot
from leitplanke.strategy.model import PublicService
from leitplanke_web.audit.actions import record
from leitplanke_web.participation.models import QuestionnaireDraft
from leitplanke_web.portal.models import RunState
from leitplanke_web.roadmap.models import Grant, Unit
from leitplanke_web.strategy.actions import store_services
from leitplanke_web.strategy.models import Choice, Gate, Goal, Measure, OverallGoal
from leitplanke_web.towns.models import Part, Role, Town

REPAIRED = 1000  # the number of a run: no text to code has it, however large the town


def sized_town(identifier: str, size: int) -> Town:
    """A town with `size` further measures, units, members, deeds and versions.

    It is in the state that asks most of its pages: there is a version, a later finished run that differs from it and
    is not published, and after that one a run that failed.
    """
    town = small_town(identifier)
    enter_priorities(town)
    draft = next_version(town, "next")
    with scope(town=town):
        open_survey(town, closes_on=FAR)
        running(town, cards=size)
        whole_process(town, planner := person_in(town, Role.EDITOR, email=f"plan@{identifier}.example.org"), size=size)
        weighed(town, planner)
        talk = discussed(town, editor_of(town, "Dora"), number=size + 1)
        named(talk, identifier=DISCUSSION, key=CONTRIBUTION + size)  # keys are those of the installation
        _multiply_questions(draft, size)
        _multiply(Measure, town, "parking", size)
        _multiply(Unit, town, "it", size)
        _multiply(OverallGoal, town, "generations", size)
        _multiply(Goal, town, "reach", size)
        _one(Choice, town, ChoiceValue("apps", ("kita_online", "parking"), 0, 1, Text("Nur eine App")))
        _multiply(Choice, town, "apps", size)
        _one(Grant, town, Pot("land", Text("Landesmittel"), 500_000))
        _multiply(Grant, town, "land", size)
        _multiply(Gate, town, "goals_adopted", size)
        store_services(town, [PublicService("dog", Text("Hund")), *_services(size)])
        for number in range(size):
            person_in(town, Role.EDITOR, email=f"{number}@{identifier}.example.org")
            record(deed=f"unit.changed{number % 3}", actor=f"Person {number}", town=town.pk)
    for shown in _versions(size):
        publication_row(town, run=finished_run(town, **shown))
    made = finished_run(town, **_overloaded(size))
    for _ in range(size):
        robustness_study(made)
        repair_study(made)
    repair_study(made, number=REPAIRED)
    run_row(town, state=RunState.CONFLICT)
    return town


def _services(size: int) -> list[PublicService]:
    return [PublicService(f"dog{number}", Text("Hund"), cases_per_year=number + 1) for number in range(size)]


def _one(model: type[Part], town: Town, value: Any) -> None:
    model._default_manager.create(town=town, identifier=value.id, position=0, value=value)


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
