"""The profile of a measure as a form: one main part, rows of goals, rows of modes."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from leitplanke.exchange.fields import identifier, items, whole
from leitplanke.exchange.town_check import Flaw
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.report.words import MEASURE_CLASS, STATE, STRENGTH
from leitplanke.strategy.conditions import FIELD_NAMES
from leitplanke.strategy.model import Contribution, Examination, Measure, MeasureClass, MeasureState, Mode, StaffNeed
from leitplanke_web.strategy.mapping import EXAMINED, LANGUAGES, LINES, MONTHS, TEXTS, TICKED, Entries
from leitplanke_web.strategy.queries import MeasureFilter, Names
from leitplanke_web.towns.form_fields import (
    MOST_WORDS,
    ConvertedField,
    TicksWidget,
    WordsField,
    amount_field,
    choices_of,
    month_field,
    refusal,
    told,
    told_lazy,
)

SPARE = 2
MOST_ROWS = {"goals": 60, "modes": 20}
_LANGUAGE = {"de": _("Deutsch"), "plain": _("Leichte Sprache"), "en": _("Englisch")}
_EXAMINED = {
    "question": _("Was wird geprüft?"),
    "assumptions": _("Annahmen"),
    "decided_by": _("Wer entscheidet?"),
    "outcome": _("Ergebnis"),
}
_MODE_ENTRIES = {
    "investive_cents": "investive",
    "consumptive_cents": "consumptive",
    "running_cents_per_year": "running_per_year",
    "grant_cents": "grant",
}
_NOTHING = "–"
_AROUND = frozenset({"csrfmiddlewaretoken", "version", "add"})
_SHORT = frozenset({"title", "name"})
MOST_TITLE = 300


def label(field: str) -> Any:
    """What a field of a measure is called, in the core's words."""
    return told_lazy(FIELD_NAMES[field])


class FilterForm(forms.Form):
    """Which measures to list."""

    state = forms.ChoiceField(label=_("Stand"), required=False)
    unit = forms.ChoiceField(label=_("Federführung"), required=False)
    field = forms.ChoiceField(label=_("Handlungsfeld"), required=False)
    words = WordsField(label=_("Wörter im Titel"))

    def __init__(self, *args: Any, names: Names, **more: Any) -> None:
        super().__init__(*args, **more)
        self._offer("state", ((state.value, name) for state, name in STATE.items()))
        self._offer("unit", names.units.items())
        self._offer("field", names.fields.items())

    def wanted(self) -> MeasureFilter:
        """The filter; what is not offered filters nothing."""
        return MeasureFilter(**self.cleaned_data) if self.is_valid() else MeasureFilter()

    def _offer(self, name: str, names: Iterable[tuple[str, Text]]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = choices_of(names, empty=str(_("alle")))


class MainForm(forms.Form):
    """Everything of a measure that stands there once."""

    use_required_attribute = False

    is_mandatory = forms.BooleanField(label=label("is_mandatory"), required=False)
    legal_basis = WordsField(label=label("legal_basis"))
    said_by = WordsField(
        label=_("Wer sagt, wie stark die Maßnahme den Zielen dient?"), help_text=_("Eine Angabe für alle Ziele.")
    )
    element = WordsField(label=label("element"))
    product_account = WordsField(label=label("product_account"))
    goals = forms.CharField(widget=forms.HiddenInput, required=False)
    modes = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, names: Names, measure: str, mode_ids: Iterable[str], **more: Any) -> None:
        super().__init__(*args, **more)
        if not measure:
            hint = _("Kurz und ohne Umlaute, zum Beispiel M54. Sie bleibt für immer.")
            self.fields["id"] = ConvertedField(identifier, label=label("id"), required=True, help_text=hint)
        self.fields.update(_text_fields(TEXTS, FIELD_NAMES, needed="title"))
        self.fields.update(_text_fields([f"exam_{name}" for name in EXAMINED], _EXAMINED))
        for name in MONTHS:
            self.fields[name] = month_field(label=label(name))
        self.fields["exam_decision_due"] = month_field(label=_("Entscheidung bis"))
        for name in LINES:
            self.fields[name] = ConvertedField(
                _lines, empty=(), most=MOST_WORDS, label=label(name), widget=_area(3), help_text=_("Je Zeile eines.")
            )
        self._add_choices(names, measure, mode_ids)

    def clean(self) -> dict[str, Any]:
        """What belongs together."""
        given = super().clean() or {}
        for name in (*TEXTS, *(f"exam_{field}" for field in EXAMINED)):
            if not given.get(f"{name}_de") and any(given.get(f"{name}_{other}") for other in ("plain", "en")):
                self._wrong(f"{name}_de", _("Der deutsche Text fehlt. Ergänzen Sie ihn."))
        state = given.get("state")
        examined = [name for name in self.fields if name.startswith("exam_") and given.get(name)]
        if state == MeasureState.UNDER_EXAMINATION:
            for name in ("exam_question_de", "exam_assumptions_de", "exam_decided_by_de", "exam_decision_due"):
                if not given.get(name):
                    self._wrong(name, _("Ein Prüfauftrag braucht diese Angabe. Ergänzen Sie sie."))
        elif state and examined:
            self._wrong(examined[0], _("Nur Maßnahmen in Prüfung haben einen Prüfauftrag. Leeren Sie die Felder."))
        return given

    def _wrong(self, name: str, words: Any) -> None:
        if name not in self.errors:
            self.add_error(name, words)

    def _add_choices(self, names: Names, measure: str, mode_ids: Iterable[str]) -> None:
        classes = ((one.value, name) for one, name in MEASURE_CLASS.items())
        self.fields["field"] = _one_of(label("field"), names.fields.items())
        self.fields["service_area"] = _one_of(label("service_area"), names.areas.items(), required=False)
        self.fields["asked_as"] = _one_of(label("asked_as"), names.options.items(), required=False)
        self.fields["measure_class"] = _one_of(label("measure_class"), classes)
        self.fields["state"] = _one_of(label("state"), ((one.value, name) for one, name in STATE.items()))
        self.fields["lead_unit"] = (
            _one_of(label("lead_unit"), names.units.items())
            if names.units
            else WordsField(label=label("lead_unit"), required=True)
        )
        known = ((mode, Text(mode)) for mode in dict.fromkeys(mode_ids))
        self.fields["fixed_mode"] = _one_of(label("fixed_mode"), known, required=False)
        others = [(key, f"{key} {told(name)}") for key, name in names.measures.items() if key != measure]
        gates = [(key, told(name)) for key, name in names.gates.items()]
        for name in TICKED:
            self.fields[name] = forms.MultipleChoiceField(
                label=label(name), required=False, widget=TicksWidget, choices=gates if name == "gates" else others
            )


class GoalForm(forms.Form):
    """How strongly the measure serves one goal."""

    use_required_attribute = False

    def __init__(self, *args: Any, names: Names, **more: Any) -> None:
        super().__init__(*args, empty_permitted=True, **more)
        strengths = ((str(strength), name) for strength, name in STRENGTH.items())
        self.fields["goal"] = _one_of(_("Ziel"), names.goals.items())
        self.fields["strength"] = _one_of(_("Stärke"), strengths)

    def contribution(self, said_by: str) -> Contribution | None:
        """The value; None for an empty row."""
        given = self.cleaned_data
        return Contribution(given["goal"], int(given["strength"]), said_by) if given else None


class ModeForm(forms.Form):
    """One way to do the measure, with the staff that it needs of each unit."""

    use_required_attribute = False

    remove = forms.BooleanField(label=_("Diese Umsetzungsart streichen"), required=False)
    id = ConvertedField(identifier, label=_("Kennung"), required=True, help_text=_("Kurz, zum Beispiel own."))
    duration_months = ConvertedField(whole, label=_("Dauer in Monaten"), required=True, most=10)
    investive = amount_field(label=_("Investiv, Euro"), required=True)
    consumptive = amount_field(label=_("Konsumtiv, Euro"), required=True)
    running_per_year = amount_field(label=_("Laufend im Jahr, Euro"), empty=0)
    grant = amount_field(label=_("Davon Förderung, Euro"), empty=0)

    def __init__(self, *args: Any, names: Names, **more: Any) -> None:
        super().__init__(*args, empty_permitted=True, **more)
        self.fields.update(_text_fields(["name"], {"name": _("Name")}, needed="name"))
        for unit, name in names.units.items():
            self.fields[f"staff_{unit}"] = amount_field(label=told(name))
        self.value: Mode | None = None

    @property
    def staff(self) -> Iterator[forms.BoundField]:
        """The fields of the units."""
        return (self[name] for name in self.fields if name.startswith("staff_"))

    @property
    def is_given(self) -> bool:
        """Whether the row is filled in and shall stay."""
        return bool(self.cleaned_data) and not self.cleaned_data["remove"]

    def full_clean(self) -> None:
        """A row that goes needs no corrections."""
        super().full_clean()
        if self.is_bound and self.data.get(self.add_prefix("remove")):
            self._errors = forms.utils.ErrorDict()
            self.cleaned_data = {"remove": True}

    def clean(self) -> dict[str, Any]:
        """Build the mode."""
        given = super().clean() or {}
        if self.errors or given.get("remove"):
            return given
        needs = [need for name, amount in given.items() if (need := self._need(name, amount)) is not None]
        if not self.errors:
            self.value = self._mode(given, tuple(needs))
        return given

    def _need(self, name: str, amount: int | None) -> StaffNeed | None:
        if not name.startswith("staff_") or amount is None:
            return None
        try:
            return StaffNeed(name.removeprefix("staff_"), amount)
        except InvalidValueError as error:
            self.add_error(name, refusal(error.problem, error.remedy))
            return None

    def _mode(self, given: Mapping[str, Any], needs: tuple[StaffNeed, ...]) -> Mode | None:
        amounts = {field: given[entry] for field, entry in _MODE_ENTRIES.items()}
        try:
            return Mode(
                id=given["id"], name=_text("name", given), duration_months=given["duration_months"], staff=needs, **amounts
            )
        except InvalidValueError as error:
            name = _MODE_ENTRIES.get(error.field, error.field)
            self.add_error(name if name in self.fields else None, refusal(error.problem, error.remedy))
            return None


class MeasureForm:
    """The whole profile. `typed` are entries to be checked; `shown` are shown as they are, with `spare` rows."""

    def __init__(
        self,
        names: Names,
        *,
        measure: str = "",
        typed: QueryDict | None = None,
        shown: Mapping[str, Any] | None = None,
        spare: Iterable[str] = ("goals", "modes"),
    ) -> None:
        entries: Mapping[str, Any] = typed if typed is not None else (shown or {})
        self._entries, self._is_typed, self._measure, self.names = entries, typed is not None, measure, names
        more = frozenset(spare) if typed is None else frozenset()
        counts = {kind: self._count(kind, spare=SPARE if kind in more else 0) for kind in MOST_ROWS}
        mode_ids = (str(entries.get(f"mode-{place}-id", "")).strip() for place in range(counts["modes"]))
        self.main = self._form(
            MainForm, names=names, measure=measure, mode_ids=filter(None, mode_ids), counts=counts
        )
        self.goals = [self._form(GoalForm, f"goal-{place}", names=names) for place in range(counts["goals"])]
        self.modes = [self._form(ModeForm, f"mode-{place}", names=names) for place in range(counts["modes"])]

    @property
    def forms(self) -> tuple[forms.Form, ...]:
        """All parts, in the order of the page."""
        return (self.main, *self.goals, *self.modes)

    def typed_pairs(self) -> Iterator[tuple[str, str]]:
        """Every entry by itself, as hidden fields carry it."""
        for name, words in self._entries.lists():
            yield from ((name, word) for word in words)

    def is_valid(self) -> bool:
        """Whether every part is right by itself."""
        sound = [form.is_valid() for form in self.forms]
        if all(sound) and not any(form.is_given for form in self.modes):
            words = Text("Es gibt keine Umsetzungsart.", "There is no mode.")
            self.main.add_error(None, refusal(words, Text("Füllen Sie mindestens eine aus.", "Fill in at least one.")))
        return all(sound) and not self.main.errors

    def value(self) -> Measure | None:
        """The measure, or None with what is wrong noted at its field."""
        try:
            return self._built()
        except InvalidValueError as error:
            name = {"modes": None, "contributions": None}.get(error.field, error.field)
            if name not in self.main.fields:
                name = "state" if name == "examination" else None
            self.main.add_error(name, refusal(error.problem, error.remedy))
            return None

    def note(self, flaws: Iterable[Flaw], *, measure: str) -> None:
        """Note at its field what the town as a whole does not allow."""
        for flaw in flaws:
            form, name = self._place(flaw, measure)
            words = refusal(flaw.problem, flaw.remedy)
            if name is None and flaw.keys[:1] != (measure,):
                subject = " ".join(flaw.keys) or flaw.file
                words = refusal(Text(f"{subject}: {flaw.problem.de}", f"{subject}: {flaw.problem.en}"), flaw.remedy)
            form.add_error(name, words)

    def _built(self) -> Measure:
        given = self.main.cleaned_data
        texts = {name: _text(name, given) for name in TEXTS}
        plain = ("field", "service_area", "lead_unit", "is_mandatory", "legal_basis", "asked_as", "element",
                 "product_account", "fixed_mode", *MONTHS, *LINES)  # fmt: skip
        contributions = (form.contribution(given["said_by"]) for form in self.goals)
        return Measure(
            id=self._measure or given["id"],
            measure_class=MeasureClass(given["measure_class"]),
            state=MeasureState(given["state"]),
            contributions=tuple(one for one in contributions if one is not None),
            modes=tuple(form.value for form in self.modes if form.is_given and form.value is not None),
            examination=_examination(given),
            **{name: given[name] for name in plain},
            **{name: tuple(given[name]) for name in TICKED},
            **texts,
        )

    def _place(self, flaw: Flaw, measure: str) -> tuple[forms.Form, str | None]:
        if flaw.keys[:1] != (measure,):
            return self.main, None
        if flaw.file in {"modes.csv", "staffing.csv"}:
            for form in self.modes:
                if form.value is not None and form.value.id == flaw.keys[1]:
                    name = f"staff_{flaw.keys[2]}" if flaw.file == "staffing.csv" else flaw.column
                    return form, name if name in form.fields else None
        name = f"exam_{flaw.column}" if flaw.file == "examinations.csv" else flaw.column
        is_own = flaw.file in {"measures.csv", "examinations.csv"} and name in self.main.fields
        if flaw.file == "measures.csv" and flaw.column == "contributions" and self.goals:
            return self.goals[0], "goal"
        return self.main, name if is_own and name != "id" else None

    def _count(self, kind: str, *, spare: int) -> int:
        text = str(self._entries.get(kind, ""))
        given = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
        return min(given + spare, MOST_ROWS[kind])

    def _form(self, kind: Any, prefix: str | None = None, **options: Any) -> Any:
        counts = options.pop("counts", {})
        if self._is_typed:
            return kind(self._entries, prefix=prefix, **options)
        stem = f"{prefix}-" if prefix else ""
        initial = {name.removeprefix(stem): words for name, words in self._entries.items() if name.startswith(stem)}
        return kind(initial={**initial, **{name: str(count) for name, count in counts.items()}}, prefix=prefix, **options)


def typed_entries(data: QueryDict) -> Entries:
    """What was typed, to be shown again or to be merged."""
    return {
        name: values if name in TICKED else values[-1] for name, values in data.lists() if values and name not in _AROUND
    }


def as_typed(entries: Mapping[str, str | list[str]]) -> QueryDict:
    """Entries as if somebody had typed them."""
    data = QueryDict(mutable=True)
    for name, words in entries.items():
        data.setlist(name, words if isinstance(words, list) else [words])
    return data


def _text(name: str, given: Mapping[str, Any]) -> Text:
    return Text(**{language: given.get(f"{name}_{language}", "") for language in LANGUAGES})


def _examination(given: Mapping[str, Any]) -> Examination | None:
    if given["state"] != MeasureState.UNDER_EXAMINATION:
        return None
    texts = {name: _text(f"exam_{name}", given) for name in EXAMINED}
    return Examination(**texts, decision_due=given["exam_decision_due"])


def _lines(text: str) -> tuple[str, ...]:
    """One item per line; what stands in a list of a folder can hold no comma."""
    given = tuple(line.strip() for line in text.split("\n") if line.strip())
    for line in given:
        if "," in line:
            raise InvalidValueError(
                "",
                Text(f"„{line}“ enthält ein Komma.", f"“{line}” contains a comma."),
                Text("Schreiben Sie es ohne Komma oder auf zwei Zeilen.", "Write it without, or on two lines."),
            )
    return items(",".join(given))


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _one_of(words: Any, names: Iterable[tuple[str, Text]], *, required: bool = True) -> forms.ChoiceField:
    return forms.ChoiceField(label=words, choices=choices_of(names, empty=_NOTHING), required=required)


def _text_fields(names: Iterable[str], labels: Mapping[str, Any], needed: str = "") -> dict[str, forms.Field]:
    return {
        f"{name}_{language}": WordsField(
            most=MOST_TITLE if name in _SHORT else MOST_WORDS,
            label=_LANGUAGE[language],
            required=name == needed and language == "de",
            widget=forms.TextInput() if name in _SHORT else _area(3),
        )
        for name in names
        for language in LANGUAGES
    }
