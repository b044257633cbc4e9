"""What differs between two versions of a strategy, in words."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories import handovers
from factories.small_town import small_documents
from leitplanke.cli import main
from leitplanke.cli.codes import DONE
from leitplanke.exchange.documents import document_type, to_bytes
from leitplanke.kernel.texts import Text
from leitplanke.report.strategy_papers.changes import Change, ChangeKind, FieldChange, changes
from leitplanke.strategy.model import Contribution, MeasureState, Payment, StaffNeed

BEFORE = handovers.strategy()
SMALL = small_documents()["strategy"]


def changed(**fields):
    return replace(BEFORE, draft=replace(BEFORE.draft, **fields))


def test_measure_that_was_decided_is_told_with_its_reason():
    first = BEFORE.draft.measures[1]
    after = changed(
        measures=(
            BEFORE.draft.measures[0],
            replace(first, state=MeasureState.REJECTED, state_reason=Text("Zu teuer.", "Too dear.")),
        )
    )

    assert changes(BEFORE, after) == (
        Change(
            Text("Maßnahme", "Measure"),
            first.id,
            first.title,
            ChangeKind.CHANGED,
            (
                FieldChange(Text("Stand", "state"), Text("Beschlossen", "Decided"), Text("Abgelehnt", "Rejected")),
                FieldChange(
                    Text("Grund für den Stand", "reason for the state"),
                    Text(""),
                    Text("Zu teuer.", "Too dear."),
                ),
            ),
        ),
    )


def test_who_says_how_strongly_is_part_of_what_differs():
    one = BEFORE.draft.measures[0]
    stronger = replace(one, contributions=(Contribution(one.contributions[0].goal, 2, "Beirat"),))

    (change,) = changes(BEFORE, changed(measures=(stronger, *BEFORE.draft.measures[1:])))

    assert [field.after.de for field in change.fields] == ["reach: deutlich (Beirat)"]


def test_stages_and_payments_are_part_of_what_differs():
    one = BEFORE.draft.measures[0]
    mode = one.modes[0]
    staged = replace(
        mode,
        staff=(StaffNeed("office", 50, 1, 2), StaffNeed("office", 20, 3)),
        payments=(Payment(2, mode.investive_cents),),
    )

    (change,) = changes(BEFORE, changed(measures=(replace(one, modes=(staged,)), *BEFORE.draft.measures[1:])))

    (field,) = change.fields
    assert field.before.de == "selbst (own): 6 Monate, 20000.00 / 5000.50 / 0.00 / 0.00 € office 0.50"
    assert field.after.de == f"{field.before.de} (1–2), office 0.20 (3–), 2: 20000.00 / 0.00 €"


def test_what_came_and_what_went_are_told_and_turn_round():
    fewer = changed(guardrails=(), guiding_sentence=Text("Anders."))

    there, back = changes(BEFORE, fewer), changes(fewer, BEFORE)

    assert [(one.what.de, one.id, one.kind) for one in there] == [
        ("Leitsatz", "", ChangeKind.CHANGED),
        ("Leitplanke", "analogue", ChangeKind.GONE),
    ]
    assert [one.kind for one in back] == [ChangeKind.CHANGED, ChangeKind.NEW]


@settings(max_examples=30, deadline=None)
@given(st.sets(st.sampled_from([one.id for one in SMALL.draft.measures])), st.permutations(SMALL.draft.measures))
def test_same_things_in_any_order_are_no_difference_and_every_other_is_told_once(gone, order):
    kept = tuple(one for one in order if one.id not in gone)
    after = replace(SMALL, draft=replace(SMALL.draft, measures=kept))

    found = changes(SMALL, after)

    assert {(one.id, one.kind) for one in found} == {(name, ChangeKind.GONE) for name in gone}
    assert len(found) == len(gone)


@pytest.mark.parametrize(("since", "told"), [("same", "Beide Strategien sagen dasselbe."), ("other", "entfällt")])
def test_terminal_tells_what_differs_from_an_earlier_version(tmp_path, capsys, since, told):
    fewer = changed(guardrails=())
    for name, strategy in (("now", fewer), ("same", fewer), ("other", BEFORE)):
        (tmp_path / name).mkdir()
        for document in (strategy, handovers.evidence(), handovers.roadmap()):
            (tmp_path / name / document_type(type(document)).file_name).write_bytes(to_bytes(document))

    assert main(["strategy", str(tmp_path / "now"), "--since", str(tmp_path / since)]) == DONE
    assert told in capsys.readouterr().out
