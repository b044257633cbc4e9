"""An attack on everything that is published about one question, by a reader who knows the form and the rules.

The unknowns are how many people gave each answer that the form allows, crossed with a trait; every published number
is a linear fact about them; two linear programmes give the range of any count that is nowhere told.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import combinations, permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from factories.participation import OPEN, PROVENANCE, SEXES, question, record
from leitplanke.evidence.precision import step_of
from leitplanke.evidence.report import report_evidence
from leitplanke.participation.model import Answer, Missing, QuestionKind, Response, ResponseMode

MINIMUM = 10
SEX = question("sex", QuestionKind.SINGLE, SEXES, about_person=True)
NOTHING = ()


@dataclass(frozen=True)
class Form:
    """One question, and every answer that it allows: options in order, () for none."""

    kind: QuestionKind
    n_options: int
    most: int | None
    exactly: bool = False

    @property
    def question(self):
        return question("vote", self.kind, "abcd"[: self.n_options], max_choices=self.most)

    @property
    def patterns(self):
        order = permutations if self.kind is QuestionKind.RANK else combinations
        most = self.most or self.n_options
        return [NOTHING] + [
            pattern
            for size in range(most if self.exactly else 1, most + 1)
            for pattern in order("abcd"[: self.n_options], size)
        ]


FORMS = (
    Form(QuestionKind.MULTIPLE, 2, None),
    Form(QuestionKind.MULTIPLE, 3, None),
    Form(QuestionKind.MULTIPLE, 4, 2),
    Form(QuestionKind.TOP, 3, 2),
    Form(QuestionKind.TOP, 4, 2, exactly=True),
    Form(QuestionKind.TOP, 4, 3),
    Form(QuestionKind.RANK, 3, 2, exactly=True),
    Form(QuestionKind.RANK, 4, 2),
)


def published(form, people):
    """The report on `people`, who are counted by trait and answer."""
    responses = []
    for (sex, pattern), n in people.items():
        answers = (Answer("sex", (sex,)), *([Answer("vote", pattern)] if pattern else []))
        responses += [Response(0, "citizens", OPEN.id, ResponseMode.ONLINE, "1", answers)] * n
    survey = record(tuple(responses), (OPEN,), questions=(SEX, form.question))
    return report_evidence(survey, populations=(), themes=(), priority_question="vote", provenance=PROVENANCE)


class Attacker:
    """Turns published numbers into linear facts about the unknown counts."""

    def __init__(self, form, report):
        self.most = form.most or form.n_options
        self.atoms = list(product(SEXES, form.patterns))
        self.facts, self.values, self.ceilings, self.limits = [], [], [], []
        (response,) = report.responses
        self._equals(self.row(lambda _sex, _pattern: 1), response.n)
        for one in response.comparisons:
            if one.variable == "sex":
                self._equals(self.row(lambda sex, _, of=one.categories: sex in of), one.n)
        for table in report.tables:
            self._read(table)

    def row(self, weight):
        return np.array([float(weight(*atom)) for atom in self.atoms])

    def range_of(self, row):
        ends = []
        for sign in (1, -1):
            found = linprog(
                sign * row, A_eq=self.facts, b_eq=self.values, A_ub=self.ceilings or None, b_ub=self.limits or None,
                method="highs",
            )  # fmt: skip
            ends.append(sign * found.fun)
        return ends[0], ends[1]

    def _read(self, table):
        inside = table.domain.categories if table.domain else SEXES
        self._equals(self.row(lambda sex, _: sex in inside), table.base_n)
        for cell in table.cells:
            option = cell.options[0]
            self._equals(self.row(lambda s, p, o=option: s in inside and gives(p, o)), cell.n)
            if cell.mean_points is not None:
                points = self.row(lambda s, p, o=option: (s in inside) * self.points(p, o))
                half = step_of(2 * MINIMUM / table.base_n) / 2
                self._at_most(points, (cell.mean_points + half) * table.base_n)
                self._at_most(-points, (half - cell.mean_points) * table.base_n)

    def points(self, pattern, option):
        return self.most - pattern.index(option) if option in pattern else 0

    def _equals(self, row, value):
        self.facts.append(row)
        self.values.append(value)

    def _at_most(self, row, limit):
        self.ceilings.append(row)
        self.limits.append(limit + 1e-9)


def gives(pattern, option):
    return pattern == NOTHING if option in set(Missing) else option in pattern


def secrets(form):
    """What nobody may compute if it is small, as yes or no for each answer."""
    names = form.question.option_ids
    yield "missing", lambda p: not p
    for option in names:
        yield option, lambda p, o=option: o in p
        yield f"answers without {option}", lambda p, o=option: bool(p) and o not in p
    if (form.most or form.n_options) > 1:
        for one, other in combinations(names, 2):
            yield f"{one} and {other}", lambda p, a=one, b=other: a in p and b in p
    if form.kind is QuestionKind.RANK:
        for option in names:
            yield f"{option} first", lambda p, o=option: p[:1] == (o,)


def small_counts_computed(form, people):
    """The secrets under the minimum that what is published leaves one value for.

    That everybody answered is no secret: it tells nothing of anybody.
    """
    report = published(form, people)
    if not report.tables:
        return []
    attacker = Attacker(form, report)
    has_missing = any(count for (_, pattern), count in people.items() if not pattern)
    found = []
    for inside in (SEXES, *((sex,) for sex in SEXES)):
        for name, belongs in secrets(form):
            row = attacker.row(lambda s, p, inside=inside, belongs=belongs: s in inside and belongs(p))
            true = row @ np.array([people[atom] for atom in attacker.atoms])
            if true < MINIMUM and (name != "missing" or has_missing):
                least, most = attacker.range_of(row)
                assert least - 1e-6 <= true <= most + 1e-6
                if most - least < 1:
                    found.append((inside, name, true))
    return found


@st.composite
def votes(draw):
    """A form, and people who answer it: some answers are given by many, some by few, some by nobody."""
    form = draw(st.sampled_from(FORMS))
    many = st.one_of(st.integers(0, 3), st.integers(0, 40))
    return form, Counter({atom: draw(many) for atom in product(SEXES, form.patterns)})


@given(votes())
@settings(max_examples=25, deadline=None)
def test_attack_on_one_question_computes_no_small_count(vote):
    assert small_counts_computed(*vote) == []


CRAFTED = {
    "three answered otherwise": (FORMS[1], {("a",): 60, ("a", "b"): 35, ("a", "c"): 25, ("b",): 3, (): 30}),
    "two options, few gave both": (FORMS[0], {("a",): 40, ("b",): 30, ("a", "b"): 4, (): 20}),
    "two options, nobody gave both": (FORMS[0], {("a",): 40, ("b",): 30, (): 20}),
    "everybody ticked one of many": (FORMS[1], {("a",): 40, ("b",): 30, ("c",): 20, (): 20}),
    "ranks of two, few put b first": (
        FORMS[6],
        {("a", "b"): 40, ("b", "a"): 3, ("a", "c"): 30, ("c", "a"): 20, ("b", "c"): 2, ("c", "b"): 15, (): 20},
    ),
    "nobody misses": (FORMS[4], {("a", "b"): 40, ("a", "c"): 30, ("b", "c"): 20, ("c", "d"): 12, ("b", "d"): 3}),
}


@pytest.mark.parametrize("name", CRAFTED)
def test_attack_on_a_crafted_survey_computes_no_small_count(name):
    form, counts = CRAFTED[name]
    people = Counter({(sex, pattern): n for sex in SEXES for pattern, n in counts.items()})

    assert small_counts_computed(form, people) == []
    assert small_counts_computed(form, Counter({atom: n for atom, n in people.items() if atom[0] == "f"})) == []


def test_withheld_small_answer_is_not_told_by_the_rule_that_withholds_it():
    # everybody ticks something: of 90 who answer 81 tick a, so at least 9 tick b; withheld for being under 10, b is 9
    people = Counter({("f", ("a",)): 81, ("f", ("b",)): 9, ("f", ()): 10})

    tables = published(FORMS[0], people).tables

    assert all({"a", "no_answer"} - {cell.options[0] for cell in table.cells} for table in tables)
