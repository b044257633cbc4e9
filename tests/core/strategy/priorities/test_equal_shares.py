import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitplanke.kernel.faults import InvalidValueError
from leitplanke.strategy.priorities import Completion, SharesProject, equal_shares
from leitplanke.strategy.priorities.equal_shares import unheard_voters

GOLDEN = Path(__file__).parents[3] / "golden" / "decision" / "pabutools.json"

votes = st.tuples(
    st.lists(st.integers(1, 60), min_size=2, max_size=6),
    st.lists(st.sets(st.integers(0, 5), max_size=6), min_size=2, max_size=7),
    st.integers(1, 150),
)


def approved(costs, approvals, *, by_cost=False):
    return [
        SharesProject(
            str(at),
            cost,
            {voter: float(cost) if by_cost else 1.0 for voter, wanted in enumerate(approvals) if at in wanted},
        )
        for at, cost in enumerate(costs)
    ]


def exact(projects, voters, budget):
    """The rule word by word in fractions: of all payable projects the least rate, found among every possible kink."""
    left, chosen = [Fraction(budget, voters)] * voters, []
    while True:
        rates = []
        for at, project in enumerate(projects):
            payers = sorted(project.utilities, key=lambda voter: left[voter] / Fraction(project.utilities[voter]))
            if at in chosen or not payers or sum(left[voter] for voter in payers) < project.cost_cents:
                continue
            for number, voter in enumerate(payers):
                poor = sum((left[one] for one in payers[:number]), Fraction(0))
                rate = (project.cost_cents - poor) / sum(Fraction(project.utilities[one]) for one in payers[number:])
                if rate * Fraction(project.utilities[voter]) <= left[voter]:
                    rates.append((rate, project.cost_cents, -len(payers), at))
                    break
        if not rates:
            return [projects[at].id for at in chosen]
        rate, _, _, winner = min(rates)
        for voter, utility in projects[winner].utilities.items():
            left[voter] -= min(left[voter], rate * Fraction(utility))
        chosen.append(winner)


def test_a_minority_gets_its_share_where_the_greedy_rule_gives_all_to_the_majority():
    # 60 voters want A, B, C, 40 want D; a budget of 100 pays three: the largest group may spend 60 of it
    approvals = [{0, 1, 2}] * 60 + [{3}] * 40
    projects = approved([30, 30, 30, 40], approvals)

    found = equal_shares(projects, voters=100, budget_cents=100, completion=Completion.NONE)

    assert found.chosen == ("0", "1", "3")
    assert (found.cost_cents, found.left_cents, found.unheard, found.by_shares) == (100, 0, 0, 3)
    assert unheard_voters(projects, voters=100, chosen=frozenset({"0", "1", "2"})) == 40


@pytest.mark.parametrize("case", range(4))
def test_selection_is_that_of_pabutools(case):
    vote = json.loads(GOLDEN.read_text("utf-8"))[case]

    found = {}
    for name in vote["chosen"]:
        utility, completion = name.split()
        projects = approved(vote["costs"], vote["approvals"], by_cost=utility == "cost")
        result = equal_shares(
            projects,
            voters=len(vote["approvals"]),
            budget_cents=vote["budget"],
            completion=Completion(completion),
            step_cents=1,
        )
        found[name] = sorted(result.chosen)

    assert found == vote["chosen"]


@settings(max_examples=80, deadline=None)
@given(votes, st.booleans())
def test_shares_are_those_of_the_rule_in_fractions(vote, by_cost):
    costs, approvals, budget = vote
    projects = approved(costs, approvals, by_cost=by_cost)

    found = equal_shares(projects, voters=len(approvals), budget_cents=budget, completion=Completion.NONE)

    assert list(found.chosen) == exact(projects, len(approvals), budget)


@settings(max_examples=60, deadline=None)
@given(votes, st.sampled_from(Completion))
def test_the_budget_is_kept_and_completions_only_help(vote, completion):
    costs, approvals, budget = vote
    projects = approved(costs, approvals)

    plain, found = (
        equal_shares(projects, voters=len(approvals), budget_cents=budget, completion=one, step_cents=1)
        for one in (Completion.NONE, completion)
    )

    assert found.cost_cents == sum(costs[int(project)] for project in found.chosen)
    assert found.cost_cents + found.left_cents == budget
    assert found.left_cents >= 0
    assert len(set(found.chosen)) == len(found.chosen)
    assert completion is not Completion.GREEDY or found.chosen[: len(plain.chosen)] == plain.chosen


def test_ties_go_to_the_lower_cost_then_to_more_supporters_then_to_the_first():
    projects = approved([10, 8, 8], [{0, 1, 2}, {0, 1, 2}], by_cost=True)

    found = equal_shares(projects, voters=2, budget_cents=26, completion=Completion.NONE)

    assert found.chosen == ("1", "2", "0")


@pytest.mark.parametrize(("cost", "utilities", "voters"), [(0, {0: 1.0}, 1), (5, {0: 0.0}, 1), (5, {3: 1.0}, 2)])
def test_what_cannot_be_shared_is_refused(cost, utilities, voters):
    with pytest.raises(InvalidValueError, match="utilities"):
        equal_shares([SharesProject("a", cost, utilities)], voters=voters, budget_cents=10)
