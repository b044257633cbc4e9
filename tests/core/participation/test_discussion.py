"""Discussions online: where they are, what of a contribution is shown, what the record keeps."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitplanke.evidence.findings import workshop_findings
from leitplanke.evidence.model import ClusterResult, EvidenceRules, WorkshopResult
from leitplanke.evidence.workshops import workshop_result
from leitplanke.exchange.json_values import canonical_json
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.participation.discussion import (
    MOST_CONTRIBUTION,
    MOST_TITLE,
    Contribution,
    Discussion,
    DiscussionState,
    Moderation,
    Standing,
    discussion_from,
    opened,
    record_of_discussion,
    require_contribution,
    require_reason,
    title_of,
)
from leitplanke.participation.meeting import Topic
from leitplanke.participation.model import Card, Cluster, MeetingFormat, Workshop

DISCUSSION = Discussion(Text("Entwurf"), Text("Wir planen …"), date(2026, 3, 1), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 2, 28), DiscussionState.PLANNED),
        (date(2026, 3, 1), DiscussionState.OPEN),
        (date(2026, 3, 31), DiscussionState.OPEN),
        (date(2026, 4, 1), DiscussionState.ENDED),
    ],
)
def test_state_follows_from_the_day(day, state):
    assert DISCUSSION.state_on(day) is state


def test_frame_to_begin_with_is_not_opened_before_it_is_filled_in():
    frame = discussion_from(Text("Entwurf"), begins_on=date(2026, 3, 1), ends_on=date(2026, 3, 31))
    filled = replace(frame, draft=Text("Wir planen [noch] etwas."))

    assert (frame.is_unfinished, filled.is_unfinished) == (True, False)
    with pytest.raises(InvalidValueError) as refused:
        opened(frame, today=date(2026, 3, 1))
    assert refused.value.field == "draft"
    assert opened(filled, today=date(2026, 2, 1)) == filled


@given(day=st.dates(date(2026, 1, 1), date(2026, 5, 1)))
def test_opened_discussion_is_planned_or_open_and_never_begins_in_the_past(day):
    if day > DISCUSSION.ends_on:
        with pytest.raises(InvalidValueError):
            opened(DISCUSSION, today=day)
        return
    value = opened(DISCUSSION, today=day)

    assert value == replace(DISCUSSION, begins_on=max(day, DISCUSSION.begins_on))
    assert value.state_on(day) is DISCUSSION.state_on(day)


def test_contribution_waits_unless_the_town_looks_afterwards():
    after = replace(DISCUSSION, moderation=Moderation.AFTER)

    assert (DISCUSSION.standing_on_arrival, after.standing_on_arrival) == (Standing.WAITING, Standing.SHOWN)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": Text(" ")}, "title"),
        ({"draft": Text("")}, "draft"),
        ({"ends_on": date(2026, 2, 1)}, "ends_on"),
        ({"statements": (Topic("a", Text("x")),) * 2}, "statements"),
        ({"statements": tuple(Topic(f"a{n}", Text("x")) for n in range(31))}, "statements"),
    ],
)
def test_faulty_discussion_is_refused(change, field):
    with pytest.raises(InvalidValueError) as error:
        replace(DISCUSSION, **change)

    assert error.value.field == field


def test_record_keeps_what_is_shown_in_random_order():
    found = record_of_discussion(
        DISCUSSION,
        identifier="d-1",
        clusters={"c1": "Busse"},
        contributions=(Contribution(9, "Spät", "c1"), Contribution(4, "Früh", "c1")),
    )

    assert found == Workshop(
        id="d-1",
        title=DISCUSSION.title,
        held_on=date(2026, 3, 31),
        groups=(),
        clusters=(Cluster("c1", Text("Busse")),),
        cards=(Card("k1", "", "c1", "Früh"), Card("k2", "", "c1", "Spät")),
        dots=(),
        format=MeetingFormat.DISCUSSION,
    )


def test_contribution_without_a_cluster_is_refused_for_the_record():
    with pytest.raises(InvalidValueError):
        record_of_discussion(DISCUSSION, identifier="d-1", clusters={}, contributions=(Contribution(1, "x", ""),))


def test_workshop_keeps_its_bytes_without_a_format():
    assert b"format" not in canonical_json(Workshop("w", Text("W"), date(2026, 3, 1), (), (), (), ()))


def test_evidence_counts_contributions_exactly_and_no_people():
    record = record_of_discussion(
        DISCUSSION,
        identifier="d-1",
        clusters={"c1": "Busse", "c2": "Ampel"},
        contributions=(Contribution(1, "a", "c1"), Contribution(2, "b", "c2"), Contribution(3, "c", "c2")),
    )
    result = workshop_result(record, EvidenceRules())

    assert result == WorkshopResult(
        workshop="d-1",
        title=DISCUSSION.title,
        held_on=date(2026, 3, 31),
        participants=None,
        clusters=(ClusterResult("c1", Text("Busse"), 1, None), ClusterResult("c2", Text("Ampel"), 2, None)),
        orders=(),
        format=MeetingFormat.DISCUSSION,
    )
    assert [finding.statement.de for finding in workshop_findings(result)] == [
        "Entwurf: 1 Beitrag zu „Busse“.",
        "Entwurf: 2 Beiträge zu „Ampel“.",
    ]


def test_hiding_wants_a_reason_and_showing_does_not():
    require_reason(Standing.SHOWN, "")
    require_reason(Standing.HIDDEN, "Beleidigt jemanden.")
    with pytest.raises(InvalidValueError):
        require_reason(Standing.HIDDEN, "  ")


@pytest.mark.parametrize("text", ["", " \n", "x" * (MOST_CONTRIBUTION + 1)])
def test_contribution_without_words_or_with_too_many_is_refused(text):
    with pytest.raises(InvalidValueError):
        require_contribution(text)


@given(st.text(min_size=1).filter(lambda text: text.strip()))
def test_title_is_one_line_and_begins_like_the_text(text):
    found = title_of(text)

    assert 0 < len(found) <= MOST_TITLE
    assert "\n" not in found
    assert " ".join(text.split()).startswith(found.removesuffix("…"))
