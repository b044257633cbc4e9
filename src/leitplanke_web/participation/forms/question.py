"""The form of a question, with the fields that its kind needs."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from leitplanke.exchange.fields import decimal, identifier, whole
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.participation.arranging import new_id, section_of
from leitplanke.participation.best_worst import balanced_sets
from leitplanke.participation.model import (
    ITEM_KINDS,
    OPTION_KINDS,
    TEXT_KINDS,
    Agreement,
    Bounds,
    Cells,
    ChoiceSet,
    DateForm,
    Expression,
    Item,
    Missing,
    Option,
    Question,
    QuestionKind,
    Questionnaire,
    Rule,
    Variant,
)
from leitplanke.participation.model.questions import BOUND_KINDS, OTHER_KINDS
from leitplanke.participation.rules import claims_for
from leitplanke_web.participation.forms.condition import ConditionForm
from leitplanke_web.participation.forms.question_rows import ItemForm, OptionForm, RowForm, VariantForm, noted
from leitplanke_web.participation.forms.rule import RuleForm
from leitplanke_web.participation.forms.texts import bound_texts, text_fields, text_of
from leitplanke_web.participation.mapping.question_entries import (
    ITEM,
    OPTION,
    RULE,
    VARIANT,
    Shown,
    entries_of,
    rows_of,
)
from leitplanke_web.towns.form_fields import ConvertedField, choices_of, told
from leitplanke_web.towns.widgets import ChoiceWidget

_CELL_WORDS = {
    Cells.CHOICE: Text("je Zeile eine Antwort", "one answer per row"),
    Cells.CHECK: Text("je Zeile mehrere Antworten", "several answers per row"),
    Cells.NUMBER: Text("Zahlen", "numbers"),
    Cells.TEXT: Text("Text", "text"),
}
_DATE_WORDS = {
    DateForm.DAY: Text("Tag", "day"),
    DateForm.MONTH: Text("Monat", "month"),
    DateForm.YEAR: Text("Jahr", "year"),
    DateForm.TIME: Text("Uhrzeit", "time"),
    DateForm.MOMENT: Text("Tag und Uhrzeit", "day and time"),
}
_END_WORDS = {
    "unit": _("Einheit"),
    "low_end": _("Kleinster Wert heißt"),
    "high_end": _("Größter Wert heißt"),
    "agreement": _("Zustimmung in Worten"),
}
_OFFER_WORDS = {Missing.DONT_KNOW: _("Weiß nicht"), Missing.PREFER_NOT: _("Keine Angabe")}
_COUNTED = frozenset({QuestionKind.MULTIPLE, QuestionKind.TOP, QuestionKind.RANK})
_BOUNDED = BOUND_KINDS | {QuestionKind.MATRIX}  # a table of numbers has bounds, but not the words of a scale
_SCALES = frozenset({QuestionKind.SCALE, QuestionKind.RATING})
_OF_FIELD = {
    "text": "text_de", "other": "other_de", "bounds": "lowest", "sets": "set_size", "agreement": "agreement_de",
    "agreement.options": "agreement_de",
}  # fmt: skip


class MainForm(forms.Form):
    """Everything of a question that stands there once."""

    use_required_attribute = False
    is_mandatory = forms.BooleanField(label=_("Muss beantwortet werden"), required=False)
    about_person = forms.BooleanField(
        label=_("Angabe zur Person"),
        help_text=_("Alter, Ortsteil, Betriebsgröße und Ähnliches: Damit wird gewichtet, es ist keine Meinung."),
        required=False,
    )

    def __init__(self, *args: Any, kind: QuestionKind, questionnaire: Questionnaire, is_new: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        self.kind = kind
        if questionnaire.sections:
            self.fields["section"] = forms.ChoiceField(
                label=_("Abschnitt"),
                help_text=_("Kommt die Frage in einen anderen Abschnitt, steht sie dort am Ende."),
                choices=choices_of(
                    (one.id, one.title if one.title.by_language() else Text(one.id)) for one in questionnaire.sections
                ),
                widget=ChoiceWidget,
                required=False,
            )
        if is_new:
            self.fields["id"] = ConvertedField(
                identifier, empty="", label=_("Kennung"),
                help_text=_("Kurz und ohne Umlaute, zum Beispiel bereiche. Sie bleibt. Leer: Das Programm wählt sie."),
            )  # fmt: skip
        self.fields.update(text_fields("text", _("Frage"), is_long=True, needed=True))
        self.fields.update(text_fields("hint", _("Hinweis"), is_long=True))
        self.fields.update(text_fields("guidance", _("Für Interviews"), is_long=True))
        self.fields.update(text_fields("name", _("Kurzname")))
        self.fields["audiences"] = forms.MultipleChoiceField(
            label=_("Wer wird das gefragt?"),
            widget=forms.CheckboxSelectMultiple,
            choices=[(one.id, told(one.name)) for one in questionnaire.audiences],
        )
        if kind in {QuestionKind.INFORMATION, QuestionKind.CONSENT}:
            del self.fields["about_person"]
        if kind is QuestionKind.INFORMATION:
            del self.fields["is_mandatory"]
        self._add_choices()
        self._add_measures()

    def texts(self, *names: str) -> list[tuple[Any, ...]]:
        """The fields of these texts, by language."""
        return bound_texts(self, [name for name in names if f"{name}_de" in self.fields])

    @property
    def more(self) -> list[forms.BoundField]:
        """What stands below the text, in order, as far as the kind has it."""
        names = (
            "cells", "form", "min_choices", "max_choices", "lowest", "highest", "step", "max_length", "set_size",
            "set_count", "offers", "is_mandatory", "is_shuffled", "ordered", "about_person",
        )  # fmt: skip
        return [self[name] for name in names if name in self.fields]

    def _add_choices(self) -> None:
        kind, fields = self.kind, self.fields
        if kind not in {QuestionKind.INFORMATION, QuestionKind.CONSENT}:
            fields["offers"] = forms.MultipleChoiceField(
                label=_("Auch anbieten"),
                required=False,
                widget=forms.CheckboxSelectMultiple,
                choices=[(one.value, words) for one, words in _OFFER_WORDS.items()],
            )
        if kind in OTHER_KINDS:
            fields.update(text_fields("other", _("„Anderes, nämlich“")))
        if kind in OPTION_KINDS | ITEM_KINDS:
            fields["is_shuffled"] = forms.BooleanField(label=_("In zufälliger Reihenfolge zeigen"), required=False)
        if kind in _COUNTED:
            fields["min_choices"] = _count(_("Mindestens auswählen"))
            fields["max_choices"] = _count(_("Höchstens auswählen"), required=kind is QuestionKind.TOP)
        if kind is QuestionKind.SINGLE:
            fields["ordered"] = forms.BooleanField(
                label=_("Die Antworten sind eine Skala"),
                help_text=_("Dann dürfen Nachbarn zusammengefasst werden."),
                required=False,
            )
            fields.update(text_fields("agreement", _("Zustimmung in Worten, zum Beispiel „stimmen zu“")))

    def _add_measures(self) -> None:
        kind, fields = self.kind, self.fields
        is_table = kind is QuestionKind.MATRIX
        if kind in _BOUNDED:
            needed = kind in _SCALES
            hint = _("Für Tabellen mit Zahlen.") if is_table else ""
            fields["lowest"] = _decimal(_("Kleinster Wert"), required=needed, hint=hint)
            fields["highest"] = _decimal(_("Größter Wert"), required=needed, hint=hint)
            if kind not in _SCALES:
                fields["step"] = _decimal(_("Schritte"), hint=_("1: nur ganze Zahlen. Leer: alle Zahlen."))
        if kind is QuestionKind.NUMBER:
            fields.update(text_fields("unit", _("Einheit")))
        if kind in _SCALES:
            fields.update(text_fields("low_end", _("Kleinster Wert heißt")))
            fields.update(text_fields("high_end", _("Größter Wert heißt")))
        if kind in TEXT_KINDS or is_table:
            fields["max_length"] = _count(
                _("Höchstens so viele Zeichen"), hint=_("Für Tabellen mit Text.") if is_table else ""
            )
        if kind in ITEM_KINDS:
            fields["min_choices"] = _count(_("Mindestens so viele Zeilen beantworten"))
        if kind is QuestionKind.DATE:
            fields["form"] = _select(_("Wie genau?"), _DATE_WORDS)
        if kind is QuestionKind.MATRIX:
            fields["cells"] = _select(_("Was steht in der Tabelle?"), _CELL_WORDS)
        if kind is QuestionKind.BEST_WORST:
            fields["set_size"] = _count(_("Antworten je Runde"), required=True)
            fields["set_count"] = _count(_("Zahl der Runden"), required=True)


class QuestionForm:
    """The form with its rows; `typed` is what was sent and is checked, `shown` what only stands there."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        kind: QuestionKind,
        *,
        before: Question | None = None,
        typed: QueryDict | None = None,
        shown: Shown | None = None,
        section: str = "",
    ) -> None:
        self.questionnaire, self.kind, self.before = questionnaire, kind, before
        started = shown or _started(questionnaire, before, section)
        entries: Mapping[str, Any] = started if typed is None else typed
        more = {"data": typed} if typed is not None else {"initial": entries}
        self.main = MainForm(kind=kind, questionnaire=questionnaire, is_new=before is None, **more)
        self.options = self._rows(OPTION, entries, typed) if kind in OPTION_KINDS | {QuestionKind.MATRIX} else []
        self.items = self._rows(ITEM, entries, typed) if kind in ITEM_KINDS else []
        self.variants = self._variants(entries, typed)
        self.rules = self._rules(entries, typed)
        tree = None if before is None else before.shown_if
        computed = tuple(one.id for one in questionnaire.computed)
        self.condition = ConditionForm(self.earlier, tree, typed=typed, shown=entries, computed=computed)

    @property
    def earlier(self) -> tuple[Question, ...]:
        """The questions that come before."""
        known = self.questionnaire.questions
        return known if self.before is None else known[: known.index(self.before)]

    @property
    def can_have_rules(self) -> bool:
        """Whether anything can be claimed of an answer of this kind."""
        return bool(claims_for(self.kind))

    @property
    def forms(self) -> list[forms.Form]:
        """All parts, in the order of the page."""
        return [self.main, *self.options, *self.items, *self.variants, *self.rules, *self.condition.forms]

    def value(self) -> Question | None:
        """The question; None with what is wrong noted at the fields."""
        sound = [form.is_valid() for form in self.forms]
        if not all(sound):
            return None
        try:
            shown_if = self.condition.expression()
            details = {"form": DateForm(self.main.cleaned_data.get("form") or DateForm.DAY)}
            rules = tuple(rule for form in self.rules if (rule := form.rule(details)) is not None)
            return None if any(form.errors for form in self.forms) else self._value(shown_if, rules)
        except InvalidValueError as error:
            self.note(error)
            return None

    @property
    def section(self) -> str:
        """The section that was chosen, or empty."""
        return str(self.main.cleaned_data.get("section") or "")

    def note(self, error: InvalidValueError) -> None:
        """What the core says, at the field that it is about."""
        name = error.field.rpartition(".")[2] if error.field.startswith("questions.") else error.field
        noted(self.main, error, _OF_FIELD.get(name, name))

    def _value(self, shown_if: Expression | None, rules: tuple[Rule, ...]) -> Question:
        given, before = self.main.cleaned_data, self.before
        options = self._options()
        texts = {
            name: text_of(name, given, getattr(before, name, None)) for name in ("text", "hint", "guidance", "name")
        }
        other = text_of("other", given, getattr(before, "other", None))
        return Question(
            id=before.id if before is not None else given["id"] or new_id("q", self._taken()),
            kind=self.kind,
            audiences=tuple(given["audiences"]),
            options=options,
            items=self._items(),
            other=other if other.by_language() else None,
            offers=tuple(Missing(one) for one in given.get("offers", ())),
            shown_if=shown_if,
            bounds=self._bounds(),
            sets=self._sets(tuple(option.id for option in options)),
            variants=self._variant_values(frozenset(given["audiences"])),
            agreement=self._agreement(options),
            cells=Cells(given.get("cells") or Cells.CHOICE),
            form=DateForm(given.get("form") or DateForm.DAY),
            rules=rules,
            continues="" if before is None else before.continues,
            is_mandatory=self._given("is_mandatory", default=False),
            is_shuffled=self._given("is_shuffled", default=False),
            ordered=self._given("ordered", default=False),
            about_person=self._given("about_person", default=False),
            min_choices=self._given("min_choices"),
            max_choices=self._given("max_choices"),
            max_length=self._given("max_length"),
            **texts,
        )

    def _given(self, name: str, *, default: Any = None) -> Any:
        """What was typed; where the form of this kind does not ask for it, what an imported question has."""
        if name in self.main.fields:
            return self.main.cleaned_data[name]
        is_kept = self.before is not None and self.before.kind is self.kind
        return getattr(self.before, name) if is_kept else default

    def _taken(self) -> list[str]:
        return [*(one.id for one in self.questionnaire.questions), *(one.id for one in self.questionnaire.computed)]

    def _options(self) -> tuple[Option, ...]:
        before = {} if self.before is None else {one.id: one for one in self.before.options}
        names = _named(self.options, "o")
        return tuple(form.option(name, before.get(name)) for form, name in zip(self.options, names, strict=True))

    def _items(self) -> tuple[Item, ...]:
        before = {} if self.before is None else {one.id: one for one in self.before.items}
        names = _named(self.items, "z")
        return tuple(form.item(name, before.get(name)) for form, name in zip(self.items, names, strict=True))

    def _bounds(self) -> Bounds | None:
        if self.kind not in _BOUNDED:
            return None
        given, before = self.main.cleaned_data, (self.before and self.before.bounds) or Bounds()
        texts = {
            name: text_of(name, given, getattr(before, name))
            for name in ("unit", "low_end", "high_end")
            if f"{name}_de" in given
        }
        texts = {"unit": before.unit, **texts} if self.kind is QuestionKind.MATRIX else texts
        bounds = Bounds(given.get("lowest"), given.get("highest"), given.get("step"), **texts)
        return None if bounds == Bounds() else bounds

    def _sets(self, options: tuple[str, ...]) -> tuple[ChoiceSet, ...]:
        """The sets that are there as long as options and numbers stay; else new ones, the same for the same."""
        if self.kind is not QuestionKind.BEST_WORST:
            return ()
        size, count = self.main.cleaned_data["set_size"], self.main.cleaned_data["set_count"]
        before = () if self.before is None else self.before.sets
        is_same = before and set(options) == set(self.before.option_ids if self.before else ())
        if is_same and len(before) == count and all(len(one.options) == size for one in before):
            return before
        return balanced_sets(options, size=size, count=count, seed=0)

    def _agreement(self, options: tuple[Option, ...]) -> Agreement | None:
        agreeing = tuple(one.id for one, form in zip(options, self.options, strict=True) if form.cleaned_data["agrees"])
        words = text_of(
            "agreement", self.main.cleaned_data, getattr(self.before and self.before.agreement, "words", None)
        )
        has_words = self.kind is QuestionKind.SINGLE and bool(words.by_language())
        return Agreement(agreeing, words) if has_words or (agreeing and self.kind is QuestionKind.SINGLE) else None

    def _variant_values(self, audiences: frozenset[str]) -> tuple[Variant, ...]:
        before = {} if self.before is None else {one.audience: one for one in self.before.variants}
        found = []
        for form in self.variants:
            audience = form.cleaned_data["audience"]
            old = before.get(audience)
            text = text_of("text", form.cleaned_data, getattr(old, "text", None))
            hint = text_of("hint", form.cleaned_data, getattr(old, "hint", None))
            if audience in audiences and text.by_language():
                found.append(Variant(audience, text, hint))
        return tuple(found)

    @property
    def has_options(self) -> bool:
        """Whether the kind has answers to choose from, or columns."""
        return self.kind in OPTION_KINDS | {QuestionKind.MATRIX}

    @property
    def has_items(self) -> bool:
        """Whether the kind has rows."""
        return self.kind in ITEM_KINDS

    def texts(self, *names: str) -> list[tuple[Any, ...]]:
        """The fields of these texts, by language, as far as the kind has them."""
        return self.main.texts(*names)

    def ends(self) -> list[tuple[Any, tuple[Any, ...]]]:
        """The texts of a scale, a unit and an agreement, each with what it is called."""
        return [(words, texts) for name, words in _END_WORDS.items() for texts in self.main.texts(name)]

    def _rows(self, kind: str, entries: Mapping[str, Any], typed: QueryDict | None) -> list[Any]:
        """A form for each row that stands in the entries, those of a draft keeping their identifiers."""
        old = () if self.before is None else self.before.options if kind == OPTION else self.before.items
        known = {one.id for one in old}
        found = []
        for number, row in enumerate(_numbered(entries, kind)):
            own = row.get("id") if row.get("id") in known else ""
            more: dict[str, Any] = {"prefix": f"{kind}-{number}", "own_id": own}
            more |= {"data": typed} if typed is not None else {"initial": row}
            if kind == OPTION:
                more["audiences"] = self.questionnaire.audiences
            found.append(OptionForm(**more) if kind == OPTION else ItemForm(**more))
        return found

    def _rules(self, entries: Mapping[str, Any], typed: QueryDict | None) -> list[RuleForm]:
        """A form for each rule; the identifier of a stored one is its place in the question."""
        old = {} if self.before is None else {str(place): one for place, one in enumerate(self.before.rules)}
        return [
            RuleForm(
                kind=self.kind,
                before=old.get(row.get("id") or ""),
                questionnaire=self.questionnaire,
                earlier=self.earlier,
                prefix=f"{RULE}-{number}",
                **({"data": typed} if typed is not None else {"initial": row}),
            )
            for number, row in enumerate(_numbered(entries, RULE))
        ]

    def _variants(self, entries: Mapping[str, Any], typed: QueryDict | None) -> list[VariantForm]:
        names = {one.id: one.name for one in self.questionnaire.audiences}
        rows = [row for row in _numbered(entries, VARIANT) if row.get("audience") in names]
        rows = rows or [{"audience": name} for name in (names if self.before is not None and typed is None else ())]
        return [
            VariantForm(
                name=names[row["audience"]],
                prefix=f"{VARIANT}-{number}",
                **({"data": typed} if typed is not None else {"initial": row}),
            )
            for number, row in enumerate(rows)
        ]


def with_parts_of(mine: Question, theirs: Question, fields: tuple[str, ...]) -> Question:
    """My version with these fields as they are stored. Raises `InvalidValueError` where they do not fit together."""
    known = [name for name in fields if name in Question.__dataclass_fields__ and name != "id"]
    return replace(mine, **{name: getattr(theirs, name) for name in known})


def _started(questionnaire: Questionnaire, before: Question | None, section: str) -> Shown:
    """The form of a question as it is stored; of a new one for everybody, with rows for two answers."""
    if before is not None:
        return {**entries_of(before), "section": section_of(questionnaire, before.id)}
    last = questionnaire.sections[-1].id if questionnaire.sections else ""
    rows = {f"{kind}-{number}-id": "" for kind in (OPTION, ITEM) for number in range(2)}
    return {"audiences": [one.id for one in questionnaire.audiences], "join": "all", "section": section or last, **rows}


def _numbered(entries: Mapping[str, Any], kind: str) -> list[Shown]:
    """Rows of typed entries stand where they stood when they were sent: 0, 1, 2 … as every page of ours numbers."""
    return rows_of(entries, kind)


def _named(rows: list[RowForm], beginning: str) -> list[str]:
    names: list[str] = []
    taken = [form.identifier for form in rows if form.identifier]
    for form in rows:
        name = form.identifier or new_id(beginning, [*taken, *names])
        names.append(name)
    return names


def _count(words: Any, *, required: bool = False, hint: Any = "") -> forms.Field:
    return ConvertedField(whole, most=6, label=words, required=required, help_text=hint)


def _decimal(words: Any, *, required: bool = False, hint: Any = "") -> forms.Field:
    return ConvertedField(decimal, most=20, label=words, required=required, help_text=hint)


def _select(words: Any, names: Mapping[Any, Text]) -> forms.Field:
    choices = choices_of((one.value, text) for one, text in names.items())
    return forms.ChoiceField(label=words, choices=choices, widget=ChoiceWidget)
