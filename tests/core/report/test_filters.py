from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.documents import documents, measures, progress, roadmap, state_of, strategy
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Language, Text
from leitplanke.report.edition import Documents, Edition
from leitplanke.report.fragments import edition_of, plan_lines
from leitplanke.report.links import InOneFile
from leitplanke.report.sections.filters import PlanFilter, chosen_lines, plan_choices, planned_lines
from leitplanke.report.sections.lines import Slice, lines
from leitplanke.roadmap.model import Assignment, Horizon
from leitplanke.strategy.model import MeasureState


def edition(language: Language = Language.DE, **changes) -> Edition:
    return edition_of(Documents(**documents(**changes)), language=language, links=InOneFile(language))


EDITION = edition()
CHOICES = plan_choices(EDITION, PlanFilter())
VALUES = {
    "horizon": ["", "short", "medium", "long", "never"],
    "unit": ["", "it", "finance", "nobody"],
    "state": ["", "running", "idea", "late", "rejected", "unheard"],
    "goal": ["", "g_online", "g_trust", "g_none"],
    "words": ["", "online", "ÄLTERE menschen", "zzz"],
}
FILTERS = st.builds(PlanFilter, **{name: st.sampled_from(values) for name, values in VALUES.items()})


def ids(chosen: PlanFilter, shown: Edition = EDITION) -> set[str]:
    return {line.measure for line in chosen_lines(shown, chosen)}


def those(condition) -> set[str]:
    return {line.measure for line in roadmap().assignments if condition(line)}


def number(line: Assignment) -> int:
    return int(line.measure[1:])


def test_each_filter_keeps_the_lines_it_names_and_no_others():
    late = set(progress().late)
    by_goal = {one.id for one in measures() if "g_trust" in {part.goal for part in one.contributions}}

    assert ids(PlanFilter(horizon="short")) == those(lambda line: line.horizon is Horizon.SHORT)
    assert ids(PlanFilter(unit="finance")) == those(lambda line: line.lead_unit == "finance")
    assert ids(PlanFilter(goal="g_trust")) == those(lambda line: line.measure in by_goal)
    assert ids(PlanFilter(state="late")) == late
    assert ids(PlanFilter(state="running")) == those(
        lambda line: state_of(number(line)) is MeasureState.RUNNING and line.measure not in late
    )


def test_words_are_sought_in_title_and_for_whom_whatever_their_case():
    assert ids(PlanFilter(words="KITA-anmeldung")) == {"m03"}
    assert ids(PlanFilter(words="ältere")) == those(lambda line: number(line) % 4 == 1)
    assert ids(PlanFilter(words="online ältere")) == those(
        lambda line: number(line) % 4 == 1 and "online" in measures()[number(line)].title.de.casefold()
    )


def test_words_are_sought_in_the_language_that_is_shown():
    english = edition(Language.EN)

    assert ids(PlanFilter(words="everybody"), english) == {line.measure for line in roadmap().assignments}
    assert ids(PlanFilter(words="betriebe"), english) == set()


@given(FILTERS)
def test_several_filters_keep_what_each_alone_keeps(chosen: PlanFilter):
    alone = [ids(PlanFilter(**{field.name: getattr(chosen, field.name)})) for field in fields(chosen)]

    assert ids(chosen) == set.intersection(*alone)


@given(FILTERS)
def test_choice_counts_the_lines_that_choosing_it_would_show(chosen: PlanFilter):
    choices = plan_choices(EDITION, chosen)

    for name, offered in zip(
        ("horizon", "unit", "state", "goal"),
        (choices.horizons, choices.units, choices.states, choices.goals),
        strict=True,
    ):
        assert [one.count for one in offered] == [len(ids(replace(chosen, **{name: one.id}))) for one in offered]


def test_choices_name_what_occurs_in_the_roadmap_and_nothing_else():
    assert [one.id for one in CHOICES.horizons] == ["short", "medium", "long"]
    assert [one.id for one in CHOICES.states] == ["idea", "decided", "running", "done", "late"]
    assert {one.id for one in CHOICES.units} == {line.lead_unit for line in roadmap().assignments}
    assert [one.name for one in CHOICES.units] == sorted(one.name for one in CHOICES.units)
    assert sum(one.count for one in CHOICES.states) == len(roadmap().assignments)


def test_choice_tells_the_language_of_a_name_that_is_not_translated():
    goals = {one.id: one.language for one in plan_choices(edition(Language.EN), PlanFilter()).goals}
    units = {one.id: one.language for one in plan_choices(edition(Language.EN), PlanFilter()).units}

    assert set(goals.values()) == {Language.DE}
    assert set(units.values()) == {Language.EN}


def test_name_of_a_choice_is_plain_text_and_stays_as_it_is():
    names = dict.fromkeys(roadmap().unit_names, Text("Bau & <Planung>"))

    choices = plan_choices(edition(roadmap=replace(roadmap(), unit_names=names)), PlanFilter())

    assert {one.name for one in choices.units} == {"Bau & <Planung>"}


def test_count_stands_in_a_sentence():
    told = [lines(edition(language), chosen=PlanFilter(state="late")).counts for language in Language]

    assert told == ["2 von 36 Maßnahmen im Fahrplan.", "2 of 36 measures in the roadmap."]


def test_filter_of_blanks_shows_everything():
    assert PlanFilter(words="  ").is_empty
    assert ids(PlanFilter(words="  ")) == {line.measure for line in roadmap().assignments}


def test_nothing_found_is_said_and_no_table_is_empty():
    page = plan_lines(EDITION, chosen=PlanFilter(unit="nobody"))

    assert "0 von 36 Maßnahmen im Fahrplan." in page.body
    assert (page.found, page.total, "<table" in page.body) == (0, 36, False)


@given(st.integers(0, 50), st.integers(1, 50))
def test_slice_shows_the_lines_it_names_in_the_order_of_all(offset: int, limit: int):
    shown = lines(EDITION, part=Slice(offset, limit))
    whole = [line for stretch in lines(EDITION).stretches for line in stretch.lines]

    assert [line for stretch in shown.stretches for line in stretch.lines] == whole[offset : offset + limit]
    assert len(planned_lines(EDITION)) == shown.found


def test_every_slice_tells_the_areas_of_all_that_was_found():
    areas = {one.title: one.areas for one in lines(EDITION).stretches}

    assert [one.areas == areas[one.title] for one in lines(EDITION, part=Slice(3, 5)).stretches] == [True] * len(
        lines(EDITION, part=Slice(3, 5)).stretches
    )


@pytest.mark.parametrize(("offset", "limit"), [(-1, None), (0, 0), (0, -3)])
def test_slice_that_cannot_be_is_refused(offset: int, limit: int | None):
    with pytest.raises(InvalidValueError):
        Slice(offset, limit)


def test_goals_without_lines_are_no_choice():
    contributions = tuple(replace(one, contributions=()) for one in measures())
    bare = replace(strategy(), draft=replace(strategy().draft, measures=contributions))

    assert plan_choices(edition(strategy=bare), PlanFilter()).goals == ()
