import dataclasses

import pytest

from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.strategy.benefit import score_measures
from leitplanke.strategy.derive import derive_strategy
from leitplanke.strategy.guardrails import check_measures, resolve_evidence
from leitplanke.strategy.model import Contribution, GuardrailCheck, OverallGoalLink, Verdict


def test_derive_strategy_passes_the_draft_on_and_adds_what_follows(draft, evidence, provenance):
    strategy = derive_strategy(evidence, draft=draft, provenance=provenance)

    assert (strategy.provenance, strategy.draft) == (provenance, draft)
    assert strategy.guardrail_evidence == resolve_evidence(draft, evidence=evidence)
    assert strategy.checks == check_measures(draft)
    assert strategy.scores == score_measures(draft, evidence=evidence)
    assert strategy == derive_strategy(evidence, draft=draft, provenance=provenance)


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("field", {"field": "nowhere"}),
        ("service_area", {"service_area": "nowhere"}),
        ("contributions", {"contributions": (Contribution("nowhere", 1),)}),
        ("requires", {"requires": ("nowhere",)}),
        ("requires", {"requires": ("a",)}),
        ("helps", {"helps": ("nowhere",)}),
        ("gates", {"gates": ("nowhere",)}),
        ("asked_as", {"asked_as": "nowhere"}),
        ("fixed_mode", {"fixed_mode": "nowhere"}),
    ],
)
def test_derive_strategy_refuses_a_measure_that_names_what_is_not_there(draft, evidence, provenance, field, changes):
    first, *others = draft.measures
    changed = dataclasses.replace(draft, measures=(dataclasses.replace(first, **changes), *others))

    with pytest.raises(InvalidValueError, match="Unknown: ") as refusal:
        derive_strategy(evidence, draft=changed, provenance=provenance)

    assert refusal.value.field == f"measures.a.{field}"


def test_derive_strategy_refuses_unknown_overall_goals_checks_and_audiences(draft, evidence, provenance):
    goal, *goals = draft.goals
    lost = GuardrailCheck("a", "nowhere", Verdict.KEPT, Text(""))
    weights = dataclasses.replace(draft.weights, audience_percent={"nowhere": 100})
    changes = {
        "goals.near.serves": {"goals": (dataclasses.replace(goal, serves=(OverallGoalLink("nowhere", 1),)), *goals)},
        "checks.guardrail": {"personal_checks": (lost,)},
        "checks.measure": {"personal_checks": (dataclasses.replace(lost, measure="nowhere"),)},
        "weights.audience_percent": {"weights": weights},
    }

    for field, change in changes.items():
        with pytest.raises(InvalidValueError, match="Unknown: nowhere") as refusal:
            derive_strategy(evidence, draft=dataclasses.replace(draft, **change), provenance=provenance)
        assert refusal.value.field == field


def test_derive_strategy_refuses_an_id_used_twice(draft, evidence, provenance):
    twice = dataclasses.replace(draft, measures=draft.measures + draft.measures[:1])

    with pytest.raises(InvalidValueError, match="used twice: a"):
        derive_strategy(evidence, draft=twice, provenance=provenance)
