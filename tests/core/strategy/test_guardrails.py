import dataclasses
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.strategy.guardrails import blocking_checks, check_measures, resolve_evidence
from leitplanke.strategy.model import GuardrailCheck, GuardrailEvidence, MeasureState, ResolvedEvidence, Verdict


def test_resolve_evidence_finds_merged_findings_laws_and_says_what_is_withheld(draft, evidence):
    analogue, order, sparing = draft.guardrails

    resolved = resolve_evidence(draft, evidence=evidence)

    assert resolved == (
        GuardrailEvidence(
            "analogue",
            (
                ResolvedEvidence(
                    analogue.evidence[0],
                    "citizens.access.phone",
                    True,
                    Text("31 % erreichen uns am Telefon oder zu Hause."),
                ),
                ResolvedEvidence(analogue.evidence[1], "", True, Text("Barrierefrei.")),
            ),
        ),
        GuardrailEvidence(
            "order", (ResolvedEvidence(order.evidence[0], "w1.trust", True, Text("30 Punkte für Vertrauen.")),)
        ),
        GuardrailEvidence(
            "sparing",
            (
                ResolvedEvidence(
                    sparing.evidence[0],
                    "",
                    False,
                    Text(
                        "Nicht veröffentlicht: Dazu haben zu wenige geantwortet.",
                        "Not published: too few people answered this.",
                    ),
                ),
                ResolvedEvidence(
                    sparing.evidence[1],
                    "",
                    False,
                    Text(
                        "Dazu ist nichts veröffentlicht: Zu wenige haben geantwortet, oder es wurde nicht gefragt.",
                        "Nothing is published on this: too few people answered, or it was not asked.",
                    ),
                ),
            ),
        ),
    )


def test_check_measures_decides_every_pair_with_a_reason(draft):
    kept = Text("„Weg ohne Internet“ ist ausgefüllt.", "“analogue way in” is filled in.")
    violated = Text("„Weg ohne Internet“ ist nicht ausgefüllt.", "“analogue way in” is not filled in.")
    elsewhere = Text("„Art der Maßnahme“ ist nicht „smart_city“.", "“class of measure” is not “smart_city”.")
    waiting = Text("Noch nicht geprüft: Sind alle Angaben nötig?", "Not checked yet: Is all of it needed?")
    gated = Text("„Sperren“ enthält „goals_adopted“.", "“gates” contains “goals_adopted”.")

    assert check_measures(draft) == (
        GuardrailCheck("a", "analogue", Verdict.KEPT, kept),
        GuardrailCheck("a", "order", Verdict.NOT_APPLICABLE, elsewhere),
        GuardrailCheck("a", "sparing", Verdict.KEPT, Text("Nur drei Angaben."), "Amt 10", date(2026, 2, 1)),
        GuardrailCheck("b", "analogue", Verdict.VIOLATED, violated),
        GuardrailCheck("b", "order", Verdict.NOT_APPLICABLE, elsewhere),
        GuardrailCheck("b", "sparing", Verdict.OPEN, waiting),
        GuardrailCheck("c", "analogue", Verdict.KEPT, kept),
        GuardrailCheck("c", "order", Verdict.NOT_APPLICABLE, elsewhere),
        GuardrailCheck("c", "sparing", Verdict.OPEN, waiting),
        GuardrailCheck("d", "analogue", Verdict.VIOLATED, violated),
        GuardrailCheck("d", "order", Verdict.KEPT, gated),
        GuardrailCheck("d", "sparing", Verdict.OPEN, waiting),
    )


@pytest.mark.parametrize("guardrail", ["analogue", "order"])
def test_check_measures_refuses_a_person_who_contradicts_the_data(draft, guardrail):
    said = GuardrailCheck("a", guardrail, Verdict.VIOLATED, Text("Anders."), "Amt 10")

    with pytest.raises(InvalidValueError, match="by the measure's profile"):
        check_measures(dataclasses.replace(draft, personal_checks=(said,)))


def test_check_measures_refuses_two_personal_checks_of_one_pair(draft):
    with pytest.raises(InvalidValueError, match="a × sparing"):
        check_measures(dataclasses.replace(draft, personal_checks=draft.personal_checks * 2))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=3), st.booleans(), st.sampled_from([None, *Verdict]))
def test_check_measures_has_one_verdict_per_pair_and_data_come_first(draft, access, has_gate, said):
    measures = tuple(
        dataclasses.replace(measure, analogue_access=Text(access), gates=("goals_adopted",) if has_gate else ())
        for measure in draft.measures
    )
    personal = () if said is None else (GuardrailCheck("b", "sparing", said, Text("Geprüft."), "Amt 10"),)

    checks = check_measures(dataclasses.replace(draft, measures=measures, personal_checks=personal))

    verdicts = {(check.measure, check.guardrail): check.verdict for check in checks}
    assert len(checks) == len(verdicts) == len(measures) * len(draft.guardrails)
    assert verdicts["a", "analogue"] is (Verdict.KEPT if access.strip() else Verdict.VIOLATED)
    assert verdicts["d", "order"] is (Verdict.KEPT if has_gate else Verdict.VIOLATED)
    assert verdicts["a", "order"] is Verdict.NOT_APPLICABLE
    assert verdicts["b", "sparing"] is (said or Verdict.OPEN)
    assert all(check.reason.de and check.reason.en for check in checks if not check.checked_by)


@given(st.sets(st.sampled_from(("a", "b", "c", "d"))))
@settings(max_examples=20, deadline=None)
def test_blocking_checks_are_all_violations_then_all_open_ones_of_what_is_not_rejected(draft, rejected):
    reject = {"state": MeasureState.REJECTED, "fixed_start": None, "fixed_mode": "", "examination": None}
    measures = tuple(dataclasses.replace(one, **reject) if one.id in rejected else one for one in draft.measures)
    checks = check_measures(dataclasses.replace(draft, measures=measures))

    found = blocking_checks(checks, measures=measures)

    verdicts = [check.verdict for check in found]
    gone = {one.id for one in measures if one.state is MeasureState.REJECTED}
    assert rejected <= gone
    assert verdicts == sorted(verdicts, key=[Verdict.VIOLATED, Verdict.OPEN].index)
    assert set(found) == {
        check for check in checks if check.measure not in gone and check.verdict in {Verdict.VIOLATED, Verdict.OPEN}
    }
