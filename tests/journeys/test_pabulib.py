"""From a vote to its plan, held against a dynamic program that knows nothing of the chain."""

import random

import pytest

from leitplanke import chain
from leitplanke.exchange.pabulib import read_pabulib, town_of
from leitplanke.exchange.town_folder import read_town
from leitplanke.exchange.town_writer import write_town
from leitplanke.roadmap.model import ReasonKind, SelectionComparison

COSTS = {"p1": 70, "p2": 40, "p3": 35, "p4": 30, "p5": 25, "p6": 20, "p7": 15, "p8": 10}
BUDGET = 115
PICKS = 4
HEAD = """META
key;value
description;Vote of Musterstadt
unit;Musterstadt
instance;2025
budget;{budget}
vote_type;{vote_type}
max_length;{picks}
date_end;30.09.2024
currency;EUR
PROJECTS
"""


def ballots_of(vote_type, n):
    """Choices and points of `n` voters; the later a project, the fewer want it."""
    dice = random.Random(7)
    for _ in range(n):
        ordered = sorted(COSTS, key=lambda project: -(dice.random() ** (1 + list(COSTS).index(project) / 4)))
        chosen = ordered[: 1 if vote_type == "choose-1" else dice.randint(1, PICKS)]
        yield [(project, dice.randint(1, 3)) for project in chosen]


def text_of(vote_type, ballots, *, costs=COSTS, budget=BUDGET, selected=()):
    projects = [f"{name};{cost};{int(name in selected)}" for name, cost in costs.items()]
    rows = [f"{i};{','.join(p for p, _ in one)};{','.join(str(n) for _, n in one)}" for i, one in enumerate(ballots)]
    head = HEAD.format(budget=budget, vote_type=vote_type, picks=PICKS)
    return "\n".join([head + "project_id;cost;selected", *projects, "VOTES", "voter_id;vote;points", *rows])


def plan_of(folder, text):
    write_town(town_of(read_pabulib(text.encode(), name="vote.pb")), folder=folder)
    return chain.run(read_town(folder))


def support_of(vote_type, ballots):
    support = dict.fromkeys(COSTS, 0)
    for ballot in ballots:
        for place, (project, points) in enumerate(ballot):
            worth = {"ordinal": PICKS - place, "cumulative": points, "scoring": points}
            support[project] += worth.get(vote_type, 1)
    return support


def best_within(budget, support):
    """The most support that the budget buys, and one set of projects that gives it."""
    best = [(0, ())] * (budget + 1)
    for project, cost in COSTS.items():
        for money in range(budget, cost - 1, -1):
            value, chosen = best[money - cost]
            best[money] = max(best[money], (value + support[project], (*chosen, project)))
    return best[budget]


@pytest.mark.parametrize("vote_type", ["approval", "ordinal", "cumulative", "scoring", "choose-1"])
def test_plan_collects_the_most_support_that_the_budget_buys(tmp_path, vote_type):
    ballots = list(ballots_of(vote_type, 400))
    support = support_of(vote_type, ballots)

    result = plan_of(tmp_path, text_of(vote_type, ballots, selected=("p1", "p2")))

    planned = {line.measure for line in result.roadmap.assignments}
    most, _ = best_within(BUDGET, support)
    assert sum(support[project] for project in planned) == most
    assert sum(COSTS[project] for project in planned) <= BUDGET
    assert result.evidence.not_published == ()
    assert result.roadmap.comparison == SelectionComparison(
        in_both=tuple(sorted(planned & {"p1", "p2"})),
        only_here=tuple(sorted(planned - {"p1", "p2"})),
        only_there=tuple(sorted({"p1", "p2"} - planned)),
        cost_here_cents=100 * sum(COSTS[project] for project in planned),
        cost_there_cents=11_000,
        benefit_here=result.roadmap.comparison.benefit_here,
        benefit_there=result.roadmap.comparison.benefit_there,
    )
    assert result.roadmap.comparison.benefit_here > result.roadmap.comparison.benefit_there


def reasons_of(result):
    return {line.measure: tuple(reason.kind for reason in line.reasons) for line in result.roadmap.omissions}


def test_too_few_ballots_give_no_plan_and_say_so(tmp_path):
    result = plan_of(tmp_path, text_of("approval", ballots_of("approval", 20)))

    assert result.roadmap.assignments == ()
    assert reasons_of(result) == dict.fromkeys(COSTS, (ReasonKind.NO_BENEFIT,))


def test_project_that_too_few_named_is_left_out_for_want_of_benefit(tmp_path):
    ballots = [*([[("p7", 1), ("p8", 1)]] * 40), *([[("p8", 1)]] * 15), *([[("p7", 1)]] * 12), [("p6", 1)]]

    result = plan_of(tmp_path, text_of("approval", ballots))

    assert [line.measure for line in result.roadmap.assignments] == ["p7", "p8"]
    assert reasons_of(result)["p6"] == (ReasonKind.NO_BENEFIT,)


@pytest.mark.parametrize("budget", [0, 9])
def test_budget_too_small_for_any_project_is_the_reason(tmp_path, budget):
    result = plan_of(tmp_path, text_of("approval", ballots_of("approval", 100), budget=budget))

    assert result.roadmap.assignments == ()
    assert reasons_of(result) == dict.fromkeys(COSTS, (ReasonKind.MONEY_INVESTIVE,))


def test_vote_on_one_project_tells_nothing_about_it_and_says_so(tmp_path):
    # who answered named it, all of them: that there is nobody else among them must not be told
    ballots = [[("p8", 1)]] * 60 + [[]] * 40

    result = plan_of(tmp_path, text_of("approval", ballots, costs={"p8": 10}))

    assert result.roadmap.assignments == ()
    assert reasons_of(result) == {"p8": (ReasonKind.NO_BENEFIT,)}
