"""Whom a question on paper is for, told by the number of the question that decides."""

import pytest

from factories.questionnaires import EVERY_KIND
from leitplanke.kernel.texts import Text
from leitplanke.participation.conditions import Claim, Clause, Condition, Join, expression_of
from leitplanke.participation.model import Expression, Operator
from leitplanke.participation.paper_conditions import SOMEBODY, asked_if

NUMBERED = {name: (number, EVERY_KIND.question(name)) for number, name in enumerate(("use", "years"), 3)}
OFTEN = EVERY_KIND.question("use").options[1].text.de


@pytest.mark.parametrize(
    ("clauses", "join", "german"),
    [
        ([("use", Claim.CHOSEN, "often")], Join.ALL, f"bei Frage 3 „{OFTEN}“ angekreuzt"),
        ([("use", Claim.EQUAL, "often")], Join.ALL, f"bei Frage 3 „{OFTEN}“ angekreuzt"),
        ([("use", Claim.NOT_CHOSEN, "dont_know")], Join.ALL, "bei Frage 3 nicht „Weiß nicht“ angekreuzt"),
        ([("years", Claim.MORE, 5.5)], Join.ALL, "bei Frage 4 mehr als 5,5 angegeben"),
        (
            [("use", Claim.CHOSEN, "often"), ("years", Claim.NOT_ANSWERED, None)],
            Join.ANY,
            f"bei Frage 3 „{OFTEN}“ angekreuzt oder Frage 4 nicht beantwortet",
        ),
    ],
)
def test_condition_is_told_by_number_and_answer(clauses, join, german):
    tree = expression_of(Condition(tuple(Clause(*one) for one in clauses), join))

    assert asked_if(tree, NUMBERED).de == f"Nur, wenn Sie {german} haben. Sonst gehen Sie weiter."
    assert asked_if(tree, NUMBERED).en.startswith("Only if you ")


@pytest.mark.parametrize(
    "tree",
    [
        Expression(Operator.CHOSEN, question="elsewhere", part="often"),
        Expression(Operator.CHOSEN, question="use", part="gone"),
        expression_of(Condition((Clause("years", Claim.EQUAL, "several"),))),
        Expression(Operator.NOT, (expression_of(Condition((Clause("years", Claim.LESS, 3.0),))),)),
    ],
)
def test_what_has_no_short_sentence_is_left_to_whoever_reads(tree):
    assert asked_if(tree, NUMBERED) == SOMEBODY


def test_what_is_for_everybody_says_nothing():
    assert asked_if(None, NUMBERED) == Text("")
