"""Whom a question is for, told to somebody who fills in paper: by the number of the earlier question, not by its text.

What paper cannot say in one sentence (a tree that is no list of claims, a computed value, a question that this audience
is not asked) is `SOMEBODY`: whoever reads it decides.
"""

from collections.abc import Mapping
from typing import Final

from leitplanke.kernel.texts import Language, Text
from leitplanke.participation.conditions import Claim, Clause, Join, condition_of
from leitplanke.participation.model import OTHER, Expression, Question
from leitplanke.participation.wording import MISSING

SOMEBODY: Final = Text(
    "Das passt nicht für alle. Wenn es für Sie nicht passt, gehen Sie weiter.",
    "This is not for everybody. If it does not fit, please go on.",
)


def asked_if(tree: Expression | None, numbered: Mapping[str, tuple[int, Question]]) -> Text:
    """When it is to be answered; empty if always. `numbered` are the questions before, each with its number."""
    if tree is None:
        return Text("")
    condition = condition_of(tree)
    claims = [] if condition is None else [_claimed(one, numbered) for one in condition.clauses]
    found = [one for one in claims if one is not None]
    if condition is None or len(found) < len(claims):
        return SOMEBODY
    german, english = (" und ", " and ") if condition.join is Join.ALL else (" oder ", " or ")
    return Text(
        f"Nur, wenn Sie {german.join(one.de for one in found)} haben. Sonst gehen Sie weiter.",
        f"Only if you {english.join(one.en for one in found)}. Otherwise please go on.",
    )


def _claimed(clause: Clause, numbered: Mapping[str, tuple[int, Question]]) -> Text | None:
    if clause.question not in numbered:
        return None
    number, question = numbered[clause.question]
    if clause.claim in _ANSWERED:
        return _ANSWERED[clause.claim].changed(lambda words: words.format(number=number))
    if isinstance(clause.value, str):
        chosen = _texts(question).get(clause.value)
        claim = _AS_CHOICE.get(clause.claim)
        if chosen is None or claim is None:
            return None
        return Text(
            claim.de.format(number=number, value=chosen.told(Language.DE)),
            claim.en.format(number=number, value=chosen.told(Language.EN)),
        )
    if clause.value is None:
        return None
    return Text(
        _COMPARED[clause.claim].de.format(number=number, value=f"{clause.value:.12g}".replace(".", ",")),
        _COMPARED[clause.claim].en.format(number=number, value=f"{clause.value:.12g}"),
    )


def _texts(question: Question) -> dict[str, Text]:
    other = {} if question.other is None else {OTHER: question.other}
    options = {one.id: one.text for one in question.options}
    return {**options, **other, **{one.value: MISSING[one] for one in question.offers}}


_TICKED = Text("bei Frage {number} „{value}“ angekreuzt", "ticked “{value}” in question {number}")
_NOT_TICKED = Text("bei Frage {number} nicht „{value}“ angekreuzt", "did not tick “{value}” in question {number}")
# Imported conditions often compare an answer with the code of an option, which means the same.
_AS_CHOICE = {
    Claim.CHOSEN: _TICKED,
    Claim.EQUAL: _TICKED,
    Claim.NOT_CHOSEN: _NOT_TICKED,
    Claim.UNEQUAL: _NOT_TICKED,
}
_ANSWERED = {
    Claim.ANSWERED: Text("Frage {number} beantwortet", "answered question {number}"),
    Claim.NOT_ANSWERED: Text("Frage {number} nicht beantwortet", "did not answer question {number}"),
}
_COMPARED = {
    Claim.EQUAL: Text("bei Frage {number} {value} angegeben", "gave {value} in question {number}"),
    Claim.UNEQUAL: Text("bei Frage {number} nicht {value} angegeben", "did not give {value} in question {number}"),
    Claim.LESS: Text("bei Frage {number} weniger als {value} angegeben", "gave less than {value} in question {number}"),
    Claim.AT_MOST: Text("bei Frage {number} höchstens {value} angegeben", "gave at most {value} in question {number}"),
    Claim.MORE: Text("bei Frage {number} mehr als {value} angegeben", "gave more than {value} in question {number}"),
    Claim.AT_LEAST: Text(
        "bei Frage {number} mindestens {value} angegeben", "gave at least {value} in question {number}"
    ),
}
