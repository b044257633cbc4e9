from dataclasses import replace
from datetime import date

import pytest

from factories.documents import documents
from leitplanke.kernel.texts import Language
from leitplanke.report.edition import Documents, Edition
from leitplanke.report.fragments import edition_of
from leitplanke.report.links import OnPages
from leitplanke.report.sections.process import coming, process

LINKS = OnPages(lambda place: f"/{place.fragment}/{place.identifier}")


def told(language: Language = Language.DE, **changes) -> Edition:
    return edition_of(Documents(**documents(**changes)), language=language, links=LINKS)


def on_day(day: date, *, is_decided: bool = False, is_begun: bool = True) -> Edition:
    """The town on another day; `is_begun`: with measures that run or are done."""
    shown = documents()
    strategy = shown["strategy"]
    weights = replace(strategy.draft.weights, is_assumption=not is_decided)
    rules = tuple(replace(rule, adopted_on=date(2025, 12, 11)) for rule in strategy.draft.guardrails)
    draft = replace(strategy.draft, weights=weights, guardrails=rules)
    progress = shown["progress"] if is_begun else replace(shown["progress"], measures=())
    lines = shown["roadmap"].assignments if is_begun else ()
    return told(
        profile=replace(shown["profile"], as_of=day),
        strategy=replace(strategy, draft=draft),
        progress=progress,
        roadmap=replace(shown["roadmap"], assignments=lines),
    )


@pytest.mark.parametrize(
    ("edition", "states"),
    [
        (on_day(date(2026, 10, 31), is_decided=True), ["done", "done", "done", "here"]),
        (on_day(date(2026, 10, 31)), ["done", "done", "undecided", "here"]),
        (on_day(date(2025, 12, 31), is_begun=False), ["done", "done", "here", "ahead"]),
    ],
)
def test_process_says_where_the_town_stands(edition: Edition, states: list[str]):
    assert [step.state.value for step in process(edition)] == states


def test_process_says_what_every_step_came_to():
    steps = process(on_day(date(2026, 10, 31), is_decided=True))

    assert [(str(step.title), str(step.words), step.href) for step in steps] == [
        ("Fragen", "1.575 Antworten und 1 Werkstatt", "/people/#people"),
        ("Auswerten", "4 Leitplanken", "/guardrails/#guardrails"),
        ("Entscheiden", "Leitplanken beschlossen am 11. Dezember 2025", "/goals/#goals"),
        ("Umsetzen", "36 Maßnahmen bis April 2030", "/plan.lines/#plan.lines"),
    ]


def test_process_says_in_words_how_far_every_step_has_come():
    german = [step.state_words for step in process(on_day(date(2026, 10, 31)))]
    english = [step.state_words for step in process(told(Language.EN))]

    assert german == ["Erledigt", "Erledigt", "Noch nicht ganz beschlossen", "Hier sind wir"]
    assert english == ["Done", "Done", "Not wholly decided yet", "We are here"]


def test_coming_names_measures_after_this_month_and_within_half_a_year_earliest_first():
    edition = told()
    starts = sorted(
        (line.start, line.measure)
        for line in edition.documents.roadmap.assignments
        if "2026-10" < line.start <= "2027-04"
    )

    found = coming(edition)

    assert found is not None
    assert [str(one.title) for one in found.shown] == [str(edition.link("measure", one)) for _, one in starts[:6]]


def test_coming_is_empty_when_the_plan_is_over():
    assert coming(on_day(date(2035, 1, 1))) is None
