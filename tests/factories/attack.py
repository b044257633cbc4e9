"""A reader of everything that is published about one question, who knows the form and the rules.

The unknowns are how many people gave each answer that the form allows, crossed with a trait; every published number
is a linear fact about them; two linear programmes give the range of any count that is nowhere told. Where that range
seems to hold fewer than two whole numbers, the same programmes in fractions decide.
"""

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, permutations, product
from math import ceil, floor

import numpy as np
from scipy.optimize import linprog

from factories.exact_programme import ExactProgramme
from factories.participation import OPEN, PROVENANCE, SEXES, question, record
from leitplanke.evidence.precision import step_of
from leitplanke.evidence.report import report_evidence
from leitplanke.participation.model import Answer, Missing, QuestionKind, Response, ResponseMode

MINIMUM = 10
_ERROR = 1e-6  # beyond what the solver of floating point may be wrong by
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

    def __init__(self, form, *reports):
        """Of several reports each counts those who were there before and those who came since."""
        self.most = form.most or form.n_options
        self.people = list(product(SEXES, form.patterns))
        self.atoms = [(version, *one) for version in range(len(reports)) for one in self.people]
        self.facts, self.values, self.ceilings, self.limits = [], [], [], []
        self.exact = None
        for self.version, report in enumerate(reports):
            self._read_report(report)

    def _read_report(self, report):
        """What was kept is no news."""
        (response,) = report.responses
        self._equals(self.row(lambda _sex, _pattern: 1), response.n)
        for one in response.comparisons:
            if one.variable == "sex" and f"{response.audience}.{response.frame}" not in report.kept:
                self._equals(self.row(lambda sex, _, of=one.categories: sex in of), one.n)
        for table in report.tables:
            if table.id not in report.kept:
                self._read(table)

    def row(self, weight, versions=None):
        """Of those who were there when the report that is being read was made, or who came at these versions."""
        counted = range(self.version + 1) if versions is None else versions
        return np.array([float(version in counted and weight(*one)) for version, *one in self.atoms])

    def is_computed(self, row, true):
        """Whether one whole number alone fits what was published, and it is the true one.

        The solver of floating point clears whatever it leaves two numbers for beyond its errors; the rest is decided
        in fractions.
        """
        least, most = self._range_of(row)
        assert least - _ERROR <= true <= most + _ERROR
        if floor(most - _ERROR) - ceil(least + _ERROR) >= 1:
            return False
        exact_least, exact_most = self._exact().range_of(_fractions(row))
        assert exact_least <= true <= exact_most
        return ceil(exact_least) == floor(exact_most)

    def _range_of(self, row):
        ends = []
        for sign in (1, -1):
            found = linprog(
                sign * row, A_eq=self.facts, b_eq=self.values, A_ub=self.ceilings or None,
                b_ub=[float(limit) + 1e-9 for limit in self.limits] or None, method="highs",
            )  # fmt: skip
            ends.append(sign * found.fun)
        return ends[0], ends[1]

    def _exact(self):
        if self.exact is None:
            self.exact = ExactProgramme(
                len(self.atoms),
                [(_fractions(row), Fraction(value)) for row, value in zip(self.facts, self.values, strict=True)],
                [(_fractions(row), limit) for row, limit in zip(self.ceilings, self.limits, strict=True)],
            )
        return self.exact

    def _read(self, table):
        inside = table.domain.categories if table.domain else SEXES
        self._equals(self.row(lambda sex, _: sex in inside), table.base_n)
        for cell in table.cells:
            option = cell.options[0]
            self._equals(self.row(lambda s, p, o=option: s in inside and gives(p, o)), cell.n)
            if cell.mean_points is not None:
                points = self.row(lambda s, p, o=option: (s in inside) * self.points(p, o))
                half = _written(step_of(2 * MINIMUM / table.base_n)) / 2
                mean = _written(cell.mean_points)
                self._at_most(points, (mean + half) * table.base_n)
                self._at_most(-points, (half - mean) * table.base_n)

    def points(self, pattern, option):
        return self.most - pattern.index(option) if option in pattern else 0

    def _equals(self, row, value):
        self.facts.append(row)
        self.values.append(value)

    def _at_most(self, row, limit):
        self.ceilings.append(row)
        self.limits.append(limit)


def _written(number):
    """The number that is published, not the binary one next to it."""
    return Fraction(repr(float(number)))


def _fractions(row):
    return [Fraction(int(factor)) for factor in row]


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
