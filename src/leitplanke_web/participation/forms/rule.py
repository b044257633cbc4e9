"""Rules that an answer must keep, a row each: what is claimed of it, and what is said if it does not hold."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from leitplanke.exchange.fields import decimal, whole
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.participation.answer_contents import is_date
from leitplanke.participation.model import DateForm, Expression, Question, QuestionKind, Questionnaire, Rule
from leitplanke.participation.rules import (
    COUNTING,
    RULE_WORDS,
    TODAY_WORDS,
    RuleClaim,
    RuleClause,
    claims_for,
    rule_clause,
    rule_expression,
    rule_words,
)
from leitplanke_web.participation.forms.question_rows import noted
from leitplanke_web.participation.forms.texts import bound_texts, text_fields, text_of
from leitplanke_web.participation.mapping.entries import iso_day
from leitplanke_web.participation.mapping.question_entries import ANSWER_OF, TODAY
from leitplanke_web.participation.mapping.question_words import reader_language
from leitplanke_web.towns.form_fields import WordsField, choices_of
from leitplanke_web.towns.widgets import ChoiceWidget, HiddenWidget

_NUMBERS: Final = frozenset({QuestionKind.NUMBER, QuestionKind.SCALE, QuestionKind.RATING})


class RuleForm(forms.Form):
    """A rule; one that is more than a claim can only stay, get other words, or go."""

    use_required_attribute = False

    def __init__(
        self,
        *args: Any,
        kind: QuestionKind,
        before: Rule | None,
        questionnaire: Questionnaire,
        earlier: Iterable[Question],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.kind, self.before, self._questionnaire = kind, before, questionnaire
        self._earlier = {one.id: one for one in earlier}
        self.fields["id"] = forms.CharField(widget=HiddenWidget, required=False)
        if self.is_simple:
            self._add_claim()
        self.fields.update(text_fields("message", _("Was sonst gesagt wird"), is_long=True, needed=True))

    @property
    def is_simple(self) -> bool:
        """Whether the rule is one claim that this kind of question can have."""
        if self.before is None:
            return True
        clause = rule_clause(self.before.holds_if)
        return clause is not None and clause.claim in claims_for(self.kind)

    @property
    def words(self) -> str:
        """A rule that is more than a claim."""
        return "" if self.before is None else rule_words(self.before.holds_if, self._questionnaire, reader_language())

    @property
    def texts(self) -> list[tuple[Any, ...]]:
        """The fields of the message, by language."""
        return bound_texts(self, ["message"])

    def rule(self, question: dict[str, Any]) -> Rule | None:
        """The rule for a question with these details; None with an error noted."""
        message = text_of("message", self.cleaned_data, None if self.before is None else self.before.message)
        kept = None if self.before is None else self.before.holds_if
        holds_if = self._expression(question) if self.is_simple else kept
        return None if holds_if is None else Rule(holds_if, message)

    def _add_claim(self) -> None:
        claims = ((one.value, RULE_WORDS[one]) for one in claims_for(self.kind))
        self.fields["claim"] = forms.ChoiceField(
            label=_("Die Antwort"), choices=choices_of(claims), widget=ChoiceWidget
        )
        self.fields["value"] = WordsField(label=_("Wert"))
        if others := self._others():
            self.fields["against"] = forms.ChoiceField(
                label=_("Verglichen mit"),
                choices=choices_of(others, empty=str(_("dem Wert"))),
                widget=ChoiceWidget,
                required=False,
            )

    def _others(self) -> list[tuple[str, Text]]:
        """What an answer can be held against beside a value."""
        if self.kind is QuestionKind.DATE:
            dates = [one for one in self._earlier.values() if one.kind is QuestionKind.DATE]
            return [(TODAY, TODAY_WORDS), *((f"{ANSWER_OF}{one.id}", one.text) for one in dates)]
        if self.kind not in _NUMBERS:
            return []
        numbers = [(one.id, one.text) for one in self._earlier.values() if one.kind in _NUMBERS]
        computed = [(one.id, Text(one.id, one.id)) for one in self._questionnaire.computed]
        return [(f"{ANSWER_OF}{name}", text) for name, text in (*numbers, *computed)]

    def _expression(self, question: dict[str, Any]) -> Expression | None:
        try:
            clause = self._clause(question)
        except InvalidValueError as error:
            noted(self, error, "value")
            return None
        old = None if self.before is None else rule_clause(self.before.holds_if)
        return self.before.holds_if if self.before is not None and old == clause else rule_expression(clause)

    def _clause(self, question: dict[str, Any]) -> RuleClause:
        """Raises `InvalidValueError`."""
        given = self.cleaned_data
        claim, against = RuleClaim(given["claim"]), given.get("against") or ""
        if against == TODAY:
            return RuleClause(claim, is_today=True)
        if against:
            return RuleClause(claim, question=against.removeprefix(ANSWER_OF))
        typed = given.get("value") or ""
        if not typed:
            raise InvalidValueError("value", _NO_VALUE, Text("Tragen Sie ihn ein.", "Enter it."))
        return RuleClause(claim, self._value(claim, typed, question["form"]))

    def _value(self, claim: RuleClaim, typed: str, form: DateForm) -> str | float:
        if claim in COUNTING:
            return float(whole(typed))
        if self.kind in _NUMBERS:
            return decimal(typed)
        if self.kind is not QuestionKind.DATE:
            return typed
        value = iso_day(typed) if form is DateForm.DAY else typed
        if not is_date(value, form):
            raise InvalidValueError("value", _NO_DATE, _DATE_EXAMPLES[form])
        return value


_NO_VALUE = Text("Womit wird die Antwort verglichen? Der Wert fehlt.", "What is it compared with? There is no value.")
_NO_DATE = Text("Das ist keine Angabe, wie die Frage sie will.", "This is not what the question asks for.")
_DATE_EXAMPLES = {
    DateForm.DAY: Text("Zum Beispiel 31.01.2026.", "For example 2026-01-31."),
    DateForm.MONTH: Text("Zum Beispiel 2026-01.", "For example 2026-01."),
    DateForm.YEAR: Text("Zum Beispiel 1958.", "For example 1958."),
    DateForm.TIME: Text("Zum Beispiel 14:30.", "For example 14:30."),
    DateForm.MOMENT: Text("Zum Beispiel 2026-01-31T14:30.", "For example 2026-01-31T14:30."),
}
