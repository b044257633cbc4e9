from collections import Counter
from dataclasses import replace
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitplanke.exchange.invitation import invitation_calendar
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Language, Text
from leitplanke.participation.meeting import (
    TEMPLATES,
    Cast,
    Mark,
    Pinned,
    StepKind,
    added_step,
    agenda_from,
    record_of,
)

DAY = date(2026, 12, 1)


def agenda(template="ideas"):
    return agenda_from(template, title=Text("Was zuerst?"), held_on=DAY, begins_at=time(23, 30), place="Saal; 1, links")


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_template_is_an_agenda_in_both_languages(template):
    found = agenda(template)
    texts = [text for step in found.steps for text in (step.title, step.goal, *(one.words for one in step.topics))]

    assert all(text.de and text.en for text in texts)
    assert found.steps[0].kind is found.steps[-1].kind is StepKind.TALK


def test_steps_follow_each_other_over_midnight():
    timed = agenda().timed()

    assert [one.begins for one in timed[1:]] == [one.ends for one in timed[:-1]]
    assert (timed[0].begins, timed[-1].ends) == (datetime(2026, 12, 1, 23, 30), datetime(2026, 12, 2, 0, 45))  # noqa: DTZ001 - by the wall's clock


def test_reached_steps_end_with_the_current_one():
    assert [step.id for step in agenda().reached("sorting")] == ["welcome", "ideas", "sorting"]
    assert agenda().reached("") == agenda().reached("nowhere") == ()


def test_room_looks_at_cards_until_it_marks_something():
    found = agenda()
    steps = ("", *(step.id for step in found.steps))

    assert [step.id for step in found.steps] == ["welcome", "ideas", "sorting", "dots", "closing"]
    assert [getattr(found.board_in_view(one), "id", "") for one in steps] == ["", "", "ideas", "ideas", "", ""]
    assert [getattr(found.last_board(one), "id", "") for one in steps] == ["", "", "ideas", "ideas", "ideas", "ideas"]


@pytest.mark.parametrize("kind", StepKind)
def test_added_step_of_every_kind_has_words_in_both_languages(kind):
    found = added_step(kind, identifier="s7", board="ideas")
    texts = [text for text in (found.title, found.goal, found.prompt) if text.de]

    assert (found.id, found.kind, found.board) == ("s7", kind, "ideas" if kind is StepKind.DOTS else "")
    assert all(text.en and text.de[0].isupper() for text in texts)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"minimum_group": 4}, "Unter 5 Personen wäre zu erkennen, wer was gesagt hat."),
        ({"groups": ()}, "Eine Werkstatt braucht Gruppen und Schritte."),
        ({"title": Text("")}, "Der Titel fehlt."),
        ({"steps": agenda().steps[3:]}, "„Punkte kleben“: Vor dem Punkten werden keine Karten geschrieben."),
        ({"steps": agenda().steps * 2}, "Kennung doppelt vergeben"),
    ],
)
def test_agenda_that_cannot_be_held_is_refused(change, words):
    with pytest.raises(InvalidValueError) as raised:
        replace(agenda(), **change)

    assert words in raised.value.problem.de


@pytest.mark.parametrize(("name", "value"), [("minutes", 0), ("minutes", 601), ("dots", 0), ("topics", (1,))])
def test_step_that_cannot_be_held_is_refused(name, value):
    with pytest.raises((InvalidValueError, AttributeError)):
        replace(agenda().steps[3], **{name: value})


def test_invitation_has_no_line_above_75_octets_and_its_signs_are_escaped():
    content = invitation_calendar(agenda(), identifier="t.w", address="https://x/", version=3, language=Language.DE)

    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert b"LOCATION:Saal\\; 1\\, links\r\n" in content
    assert b"DTEND;TZID=Europe/Berlin:20261202T004500\r\nSUMMARY" in content
    assert b"SEQUENCE:3\r\n" in content


def test_record_counts_dots_by_group_and_gathers_what_hangs_alone():
    record = record_of(
        agenda(),
        identifier="w-1",
        present={"citizens": 12, "politics": 3, "companies": 0},
        clusters={"c1": "Verkehr"},
        pinned=[Pinned("citizens", "Bus", "c1"), Pinned("politics", "Rad")],
        casts=[[Cast("citizens", (Mark("c1", 2),)), *[Cast("citizens", (Mark("c1", 1),))] * 4]],
    )

    assert [(group.id, group.participants) for group in record.groups] == [("politics", 3), ("citizens", 12)]
    assert [(one.id, one.title.de) for one in record.clusters] == [("c1", "Verkehr"), ("rest", "Weitere Karten")]
    assert [(card.id, card.cluster) for card in record.cards] == [("k1", "c1"), ("k2", "rest")]
    assert [(one.cluster, one.group, one.dots) for one in record.dots] == [("c1", "citizens", 6)]


def recorded(*steps, **present):
    """The record of steps in which so many of each group put one dot each."""
    return record_of(
        agenda(),
        identifier="w-1",
        present=present,
        clusters={"c1": "Verkehr"},
        pinned=[Pinned(group, f"von {group}", "c1") for group in present],
        casts=[[Cast(name, (Mark("c1", 1),)) for name, size in sizes.items() for _ in range(size)] for sizes in steps],
    )


def test_record_keeps_no_dots_of_fewer_than_the_minimum():
    record = recorded({"citizens": 3, "politics": 1}, {"citizens": 5}, citizens=12, politics=3)

    assert [(one.group, one.dots) for one in record.dots] == [("citizens", 5)]
    assert [(one.id, one.participants) for one in record.groups] == [("politics", 3), ("citizens", 12)]


def test_record_keeps_groups_together_that_have_no_result_of_their_own():
    record = recorded({"citizens": 9, "administration": 6, "politics": 2}, citizens=12, administration=7, politics=3)

    assert [(one.group, one.dots) for one in record.dots] == [("citizens", 9), ("rest", 8)]
    assert [(one.id, one.participants) for one in record.groups] == [("citizens", 12), ("rest", 10)]
    assert [(card.group, card.text) for card in record.cards] == [
        ("citizens", "von citizens"), ("rest", "von administration"), ("rest", "von politics"),
    ]  # fmt: skip


GROUPS = [group.id for group in agenda().groups]


@given(st.lists(st.dictionaries(st.sampled_from(GROUPS), st.integers(0, 12), max_size=4), max_size=3))
def test_dots_of_a_group_in_the_record_are_of_the_minimum_or_more(steps):
    record = recorded(*steps, **dict.fromkeys(GROUPS, 20))
    dots = Counter()
    for one in record.dots:
        dots[one.group] += one.dots

    assert sum(one.participants for one in record.groups) == 20 * len(GROUPS)
    assert sum(dots.values()) == sum(size for step in steps if (size := sum(step.values())) >= 5)
    assert all(size >= 5 for size in dots.values())


def test_record_refuses_votes_of_a_group_that_was_not_there():
    with pytest.raises(InvalidValueError, match="nobody was there"):
        recorded({"companies": 1}, citizens=12)


def test_record_refuses_cards_of_a_group_that_was_not_there():
    with pytest.raises(InvalidValueError, match="nobody was there"):
        record_of(
            agenda(), identifier="w", present={"citizens": 1}, clusters={}, pinned=[Pinned("politics", "x")], casts=[]
        )
