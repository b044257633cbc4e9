"""The rows of a question's form: an answer, a row of a table, a variant for one audience, a claim of a condition."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitplanke.exchange.fields import decimal, identifier
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.participation.conditions import CHOOSING, CLAIM_WORDS, COMPARING, Claim, Clause
from leitplanke.participation.model import OTHER, Audience, Item, Option, Question
from leitplanke.participation.wording import MISSING
from leitplanke_web.participation.forms.texts import bound_texts, text_fields, text_of
from leitplanke_web.towns.form_fields import ConvertedField, WordsField, choices_of, refusal, told
from leitplanke_web.towns.widgets import ChoiceWidget, HiddenWidget

_ID_HINT = _("Kurz und ohne Umlaute. Leer: Das Programm wählt sie.")


class RowForm(forms.Form):
    """A row; `own_id` is the identifier that it keeps."""

    use_required_attribute = False

    def __init__(self, *args: Any, own_id: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        self.own_id = own_id
        if own_id:
            self.fields["id"] = forms.CharField(widget=HiddenWidget, required=False)
        else:
            self.fields["id"] = ConvertedField(identifier, empty="", label=_("Kennung"), help_text=_ID_HINT)

    @property
    def texts(self) -> list[tuple[Any, ...]]:
        """The fields of the text, by language."""
        return bound_texts(self, ["text"])

    @property
    def identifier(self) -> str:
        """The identifier that was there, or was typed; empty if one has to be found."""
        return self.own_id or str(self.cleaned_data.get("id") or "")


class OptionForm(RowForm):
    """One answer that a question offers."""

    is_exclusive = forms.BooleanField(label=_("Schließt alle anderen Antworten aus"), required=False)
    agrees = forms.BooleanField(label=_("Zählt als Zustimmung"), required=False)

    def __init__(self, *args: Any, audiences: Iterable[Audience], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields.update(text_fields("text", _("Antwort"), needed=True))
        self.fields["audiences"] = forms.MultipleChoiceField(
            label=_("Nur für diese Zielgruppen"),
            help_text=_("Nichts angekreuzt: für alle."),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=[(one.id, told(one.name)) for one in audiences],
        )

    def option(self, name: str, before: Option | None) -> Option:
        """The value. Raises `InvalidValueError`."""
        given = self.cleaned_data
        return Option(
            name,
            text_of("text", given, None if before is None else before.text),
            None if before is None else before.shown_if,
            tuple(given["audiences"]),
            given["is_exclusive"],
        )


class ItemForm(RowForm):
    """One row of a table, one statement."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields.update(text_fields("text", _("Zeile"), needed=True))
        self.fields.update(text_fields("opposite", _("Anderes Ende")))

    @property
    def opposites(self) -> list[tuple[Any, ...]]:
        """The fields of the other pole."""
        return bound_texts(self, ["opposite"])

    def item(self, name: str, before: Item | None) -> Item:
        """The value. Raises `InvalidValueError`."""
        text = text_of("text", self.cleaned_data, None if before is None else before.text)
        opposite = text_of("opposite", self.cleaned_data, None if before is None else before.opposite)
        shown_if = None if before is None else before.shown_if
        return Item(name, text, opposite if opposite.by_language() else None, shown_if)


class VariantForm(forms.Form):
    """The question in words for one audience; empty, the audience reads the common ones."""

    use_required_attribute = False
    audience = forms.CharField(widget=HiddenWidget)

    def __init__(self, *args: Any, name: Text, **more: Any) -> None:
        super().__init__(*args, **more)
        self.words = told(name)
        self.fields.update(text_fields("text", _("Frage"), is_long=True))
        self.fields.update(text_fields("hint", _("Hinweis"), is_long=True))

    @property
    def texts(self) -> list[tuple[Any, ...]]:
        """The fields of text and hint."""
        return bound_texts(self, ["text", "hint"])


class ClauseForm(forms.Form):
    """One claim about the answer to an earlier question. Without a question the row does not count."""

    use_required_attribute = False

    def __init__(
        self, *args: Any, questions: Iterable[Question], computed: tuple[str, ...], chosen: str, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self._questions: dict[str, Question | None] = {one.id: one for one in questions}
        names = [(name, one.text) for name, one in self._questions.items() if one is not None]
        names += [(name, Text(f"berechneter Wert {name}", f"computed value {name}")) for name in computed]
        self._questions |= dict.fromkeys(computed)
        claims = ((one.value, words) for one, words in CLAIM_WORDS.items())
        self.fields["question"] = forms.ChoiceField(
            label=_("Frage"), choices=choices_of(names, empty="–"), widget=ChoiceWidget, required=False
        )
        self.fields["claim"] = forms.ChoiceField(
            label=_("Antwort"), choices=choices_of(claims), widget=ChoiceWidget, required=False
        )
        self.fields["value"] = self._value_field(self._questions.get(chosen))

    def clause(self) -> Clause | None:
        """The claim; None for an empty row, or with an error noted."""
        given = self.cleaned_data
        name = given.get("question") or ""
        if name not in self._questions:
            return None
        question = self._questions[name]
        claim, value = Claim(given.get("claim") or Claim.CHOSEN), given.get("value") or ""
        if claim not in CHOOSING | COMPARING:
            return Clause(name, claim)
        known = {one for one, _text in _offered(question)}
        if known and claim in CHOOSING and value not in known:
            self.add_error("value", _("Wählen Sie hier eine Antwort der Frage."))
        elif not value or (claim in CHOOSING and not known):
            self.add_error("value", _("Womit wird verglichen? Diese Angabe fehlt oder passt nicht zur Frage."))
        elif claim in COMPARING and not known:
            return Clause(name, claim, self._number(value))
        return None if self.errors else Clause(name, claim, value)

    def _value_field(self, question: Question | None) -> forms.Field:
        names = _offered(question)
        if not names:
            return WordsField(label=_("Wert"))
        # A text field's check, because another question may have been chosen meanwhile: `clause` says what is wrong.
        choices = choices_of(names, empty="–")
        return WordsField(label=_("Wert"), widget=ChoiceWidget(choices=choices))

    def _number(self, value: str) -> str | float:
        try:
            return decimal(value)
        except InvalidValueError:
            return value


def _offered(question: Question | None) -> tuple[tuple[str, Text], ...]:
    """What can be chosen in a question, with "other, namely" and "don't know"; nothing in a computed value."""
    if question is None:
        return ()
    parts: tuple[Option | Item, ...] = (*question.options, *question.items)
    other = () if question.other is None else ((OTHER, question.other),)
    missing = ((one.value, MISSING[one]) for one in question.offers) if parts else ()
    return (*((one.id, one.text) for one in parts), *other, *missing)


def noted(form: forms.Form, error: InvalidValueError, field: str = "") -> None:
    """The core's refusal at the field that it is about, or above the form."""
    name = field or error.field
    form.add_error(name if name in form.fields else None, refusal(error.problem, error.remedy))
