"""Forms of computed values: a way of putting terms together, a row for each term."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from leitplanke.exchange.fields import decimal, identifier
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.participation.arranging import new_id
from leitplanke.participation.calculations import (
    WAY_WORDS,
    Calculation,
    Term,
    Way,
    calculation_expression,
    calculation_of,
)
from leitplanke.participation.model import Cells, Computed, QuestionKind, Questionnaire
from leitplanke_web.participation.forms.question_rows import noted
from leitplanke_web.participation.mapping.question_entries import TERM, Shown, number_entry, row_entries, rows_of
from leitplanke_web.towns.form_fields import ConvertedField, choices_of
from leitplanke_web.towns.widgets import ChoiceWidget

_PART = "|"


class TermForm(forms.Form):
    """One term: the answer to a question, or a number. An empty row does not count."""

    use_required_attribute = False

    def __init__(self, *args: Any, names: tuple[tuple[str, Text], ...], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["question"] = forms.ChoiceField(
            label=_("Frage"), choices=choices_of(names, empty="–"), widget=ChoiceWidget, required=False
        )
        self.fields["number"] = ConvertedField(decimal, most=20, label=_("oder eine Zahl"))

    def term(self) -> Term | None:
        """The term; None for an empty row, or with an error noted."""
        question, _sign, part = (self.cleaned_data.get("question") or "").partition(_PART)
        number = self.cleaned_data.get("number")
        if not question and number is None:
            return None
        try:
            return Term(question, part, number)
        except InvalidValueError as error:
            noted(self, error, "number")
            return None


class WayForm(forms.Form):
    """The name of the value, and how it is computed."""

    use_required_attribute = False

    def __init__(self, *args: Any, is_new: bool, is_simple: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if is_new:
            self.fields["id"] = ConvertedField(
                identifier, empty="", label=_("Name"),
                help_text=_("Kurz und ohne Umlaute, zum Beispiel haushalt. Er bleibt. Leer: Das Programm wählt ihn."),
            )  # fmt: skip
        if is_simple:
            self.fields["way"] = forms.ChoiceField(
                label=_("Was wird berechnet?"),
                choices=choices_of((one.value, words) for one, words in WAY_WORDS.items()),
                widget=ChoiceWidget,
            )


class ComputedForm:
    """A computed value with its rows."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        *,
        before: Computed | None,
        typed: QueryDict | None = None,
        shown: Mapping[str, Any] | None = None,
    ) -> None:
        self._questionnaire, self.before = questionnaire, before
        self.is_simple = before is None or calculation_of(before.value) is not None
        entries: Mapping[str, Any] = typed if typed is not None else shown or computed_entries(before)
        given: dict[str, Any] = {"data": typed} if typed is not None else {"initial": entries}
        self.main = WayForm(is_new=before is None, is_simple=self.is_simple, **given)
        names = tuple(_names(questionnaire, without="" if before is None else before.id))
        self.terms = [
            TermForm(
                names=names,
                prefix=f"{TERM}-{number}",
                **({"data": typed} if typed is not None else {"initial": row}),
            )
            for number, row in enumerate(rows_of(entries, TERM))
        ]

    @property
    def forms(self) -> list[forms.Form]:
        """All parts."""
        return [self.main, *self.terms]

    def value(self) -> Computed | None:
        """The value; None with what is wrong noted."""
        if not all([form.is_valid() for form in self.forms]):  # noqa: C419 - all of them are checked
            return None
        found = [form.term() for form in self.terms]
        if any(form.errors for form in self.forms):
            return None
        terms = tuple(term for term in found if term is not None)
        try:
            calculation = Calculation(Way(self.main.cleaned_data["way"]), terms)
            return Computed(self._name(), calculation_expression(calculation))
        except InvalidValueError as error:
            noted(self.main, error, "way")
            return None

    def _name(self) -> str:
        if self.before is not None:
            return self.before.id
        whole = self._questionnaire
        taken = [*(one.id for one in whole.questions), *(one.id for one in whole.computed)]
        return self.main.cleaned_data["id"] or new_id("wert", taken)


def computed_entries(before: Computed | None) -> Shown:
    """What stands in the form of a value; of a new one a sum of two empty rows."""
    calculation = None if before is None else calculation_of(before.value)
    if calculation is None:
        empty = [row_entries(TERM, number, {"question": ""}) for number in range(2)]
        return {"way": Way.SUM.value, **empty[0], **empty[1]}
    found: Shown = {"way": calculation.way.value}
    for number, term in enumerate(calculation.terms):
        name = f"{term.question}{_PART}{term.part}" if term.part else term.question
        found |= row_entries(TERM, number, {"question": name, "number": number_entry(term.number)})
    return found


def _names(questionnaire: Questionnaire, *, without: str) -> Iterator[tuple[str, Text]]:
    """Everything that has a value: questions, parts that are numbers, other computed values."""
    for question in questionnaire.questions:
        if question.kind is QuestionKind.INFORMATION:
            continue
        is_table = question.kind is QuestionKind.MATRIX and question.cells is Cells.NUMBER and not question.options
        parts = question.options if question.kind is QuestionKind.POINTS else question.items if is_table else ()
        if not parts:
            yield question.id, question.text
        for part in parts:
            words = {tag: f"{question.text.told(tag)}: {part.text.told(tag)}" for tag in ("de", "en")}
            yield f"{question.id}{_PART}{part.id}", Text.of(words)
    for one in questionnaire.computed:
        if one.id != without:
            yield one.id, Text(f"berechneter Wert {one.id}", f"computed value {one.id}")
