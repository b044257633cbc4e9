"""An attack on everything that is published about one open vote: the total and its breakdowns by two variables."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from factories.participation import OPEN, PROVENANCE, SEXES, question, record
from leitplanke.evidence.report import report_evidence
from leitplanke.participation.model import Answer, QuestionKind, Response, ResponseMode

CHOICES = 2
OPTIONS = ("a", "b", "c", "d")
WAYS = (ResponseMode.ONLINE, ResponseMode.PAPER)
MISSING = ("no_answer", "dont_know", "prefer_not")
ITEMS = (*OPTIONS, "missing")
LOADS = (1, 1, 1, 1, CHOICES)
CELLS = tuple(product(SEXES, WAYS))

SEX = question("sex", QuestionKind.SINGLE, SEXES, about_person=True)
VOTE = question("vote", QuestionKind.TOP, OPTIONS, max_choices=CHOICES)


def survey(people):
    """`people` counts, per sex and way, who made each pair of choices; the last count is of those who made none."""
    pairs = [(a, b) for a in OPTIONS for b in OPTIONS if a < b]
    responses = []
    for (sex, way), counts in zip(CELLS, people, strict=True):
        for pair, count in zip([*pairs, None], counts, strict=True):
            answers = [Answer("sex", (sex,))] + ([Answer("vote", pair)] if pair else [])
            responses += [Response(i, "citizens", "open", way, "1", tuple(answers)) for i in range(count)]
    return record(tuple(responses), (OPEN,), questions=(SEX, VOTE))


def published(report):
    """Per table: its people (positions in `CELLS`), its base, and the counts of the items that it tells."""
    tables = []
    for table in report.tables:
        wanted = set(table.domain.categories) if table.domain else {*SEXES, *WAYS}
        inside = [i for i, (sex, way) in enumerate(CELLS) if {sex, way} & wanted]
        told = {("missing" if cell.options[0] in MISSING else cell.options[0]): cell.n for cell in table.cells}
        tables.append((inside, table.base_n, told))
    return tables


class Attacker:
    """Knows every table, and that whoever answered chose two; looks for people per cell and choices per cell."""

    def __init__(self, tables):
        self.rows, self.sides = [], []
        for inside, base, told in tables:
            self._know({("people", i): 1 for i in inside}, base)
            for item, n in told.items():
                self._know({(item, i): 1 for i in inside}, n)
        for i in range(len(CELLS)):
            used = {(item, i): load for item, load in zip(ITEMS, LOADS, strict=True)}
            self._know(used | {("people", i): -CHOICES}, 0)
        # nobody chooses an option twice, and who did not answer chose nothing
        self.limits = [
            self._row({(item, i): 1, ("missing", i): 1, ("people", i): -1})
            for item in OPTIONS
            for i in range(len(CELLS))
        ]

    def range_of(self, item, inside):
        goal = np.array(self._row({(item, i): 1 for i in inside}))
        ends = []
        for sign in (1, -1):
            solved = linprog(
                sign * goal, A_eq=self.rows, b_eq=self.sides, A_ub=self.limits, b_ub=[0] * len(self.limits),
                method="highs",
            )  # fmt: skip
            ends.append(sign * solved.fun)
        return ends

    def _know(self, terms, side):
        self.rows.append(self._row(terms))
        self.sides.append(side)

    @staticmethod
    def _row(terms):
        names = [(name, i) for name in ("people", *ITEMS) for i in range(len(CELLS))]
        return [terms.get(name, 0) for name in names]


@given(st.lists(st.lists(st.integers(0, 14), min_size=7, max_size=7), min_size=4, max_size=4))
@settings(max_examples=25, deadline=None)
def test_attack_on_total_and_breakdowns_computes_no_small_count(people):
    tables = published(
        report_evidence(survey(people), populations=(), themes=(), priority_question="vote", provenance=PROVENANCE)
    )
    attacker = Attacker(tables)

    for inside, base, told in tables:
        for item in set(ITEMS) - set(told):
            least, most = attacker.range_of(item, inside)

            assert most - least >= 1, (item, inside, base, least, most)


def test_attacker_succeeds_where_a_small_count_is_left_to_subtraction():
    everybody = [0, 1, 2, 3]
    attacker = Attacker([(everybody, 100, {"a": 90, "b": 60, "c": 40, "missing": 3})])

    assert attacker.range_of("d", everybody) == pytest.approx([4, 4])
