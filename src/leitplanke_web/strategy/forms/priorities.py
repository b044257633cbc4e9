"""What people fill in about priorities: the weights of one audience, the scores on one criterion, the decision, files.

A part of the priorities answers with a change: what it makes of all that is entered, whatever the other parts hold.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from leitplanke.exchange.fields import day, decimal, whole
from leitplanke.kernel.faults import InvalidValueError, require
from leitplanke.kernel.texts import Text
from leitplanke.report.words import WEIGHT_WAY
from leitplanke.strategy.priority_model import (
    Criterion,
    CriterionScore,
    CriterionWeights,
    PlaceDecided,
    PriorityEntries,
    WeightWay,
)
from leitplanke_web.towns.form_fields import ConvertedField, WordsField, one_of, refusal, told
from leitplanke_web.towns.widgets import AmountWidget, AreaWidget, LineWidget

Change = Callable[[PriorityEntries], PriorityEntries]
FILES: Final = ("criteria.csv", "scores.csv", "weights.csv", "limits.csv", "decision.csv")
MOST_BYTES: Final = 2_000_000
MOST_ROWS: Final = 200
SPARE_ROWS: Final = 3
_SCORED: Final = ("score", "by", "why_de", "why_en")
_MOST_EUROS: Final = 10**11


class PartForm(forms.Form):
    """A form that changes one part of the priorities."""

    use_required_attribute = False

    def change(self) -> Change | None:
        """What it makes of all that is entered, or None with what is wrong noted."""
        raise NotImplementedError


class WeightsForm(PartForm):
    """How much each criterion counts for one audience, who says so, when and how it was found."""

    def __init__(self, *args: Any, audience: str, entries: PriorityEntries, **more: Any) -> None:
        stored = next((one for one in entries.weights if one.audience == audience), None)
        super().__init__(*args, **{"initial": _weight_entries(stored), **more})
        self._audience, self._criteria = audience, entries.criteria
        for one in entries.criteria:
            self.fields[f"points-{one.id}"] = _number(label=told(one.name), required=True)
        ways = ((way.value, words) for way, words in WEIGHT_WAY.items())
        self.fields["way"] = one_of(_("Wie sie gefunden wurden"), ways)
        self.fields["set_by"] = WordsField(label=_("Wer sie festgesetzt hat"), required=True)
        self.fields["set_on"] = _day(label=_("Wann"), required=True)
        self.fields["source"] = WordsField(label=_("Woher sie kommen"), most=300)

    @property
    def points(self) -> list[forms.BoundField]:
        """The fields of the criteria."""
        return [self[f"points-{one.id}"] for one in self._criteria]

    def change(self) -> Change | None:
        """These weights in the place of the audience's."""
        given = self.cleaned_data
        points = {one.id: given[f"points-{one.id}"] for one in self._criteria}
        try:
            value = CriterionWeights(
                self._audience, points, WeightWay(given["way"]), given["set_by"], given["set_on"], given["source"]
            )  # fmt: skip
        except InvalidValueError as error:
            self.add_error(error.field if error.field in self.fields else None, refusal(error.problem, error.remedy))
            return None
        return partial(with_weights, value)


class ScoresForm(PartForm):
    """How each measure does on one criterion, who says so and why; a row without entries is no score."""

    def __init__(
        self, *args: Any, criterion: Criterion, measures: Mapping[str, Text], entries: PriorityEntries, **more: Any
    ) -> None:
        self._before = {one.measure: one for one in entries.scores if one.criterion == criterion.id}
        initial = {name: words for one in self._before.values() for name, words in _score_entries(one)}
        super().__init__(*args, **{"initial": initial, **more})
        self._criterion, self._measures = criterion, measures
        scale = _("%(lowest)s bis %(highest)s") % {
            "lowest": _german(criterion.lowest),
            "highest": _german(criterion.highest),
        }
        for name in measures:
            self.fields[f"score-{name}"] = _number(label=_("Bewertung"), help_text=scale)
            self.fields[f"by-{name}"] = WordsField(label=_("Wer das sagt"))
            self.fields[f"why_de-{name}"] = WordsField(label=_("Warum"), most=1000, widget=LineWidget)
            self.fields[f"why_en-{name}"] = WordsField(label=_("Warum, englisch"), most=1000, widget=LineWidget)

    @property
    def rows(self) -> list[tuple[Text, list[forms.BoundField]]]:
        """The fields of each measure by its title."""
        return [(title, [self[f"{kind}-{name}"] for kind in _SCORED]) for name, title in self._measures.items()]

    def change(self) -> Change | None:
        """These scores in the place of those on the criterion; measures that the page does not show keep theirs."""
        found = [score for name in self._measures if (score := self._score(name)) is not None]
        if self.errors:
            return None
        return partial(_with_scores, self._criterion.id, frozenset(self._measures), found)

    def _score(self, name: str) -> CriterionScore | None:
        given = {kind: self.cleaned_data.get(f"{kind}-{name}") for kind in _SCORED}
        if all(entry is None or entry == "" for entry in given.values()):
            return None
        for kind in _SCORED[:-1]:
            if given[kind] in {None, ""} and f"{kind}-{name}" not in self.errors:
                self.add_error(f"{kind}-{name}", _("Zu einer Bewertung gehören Zahl, Person und Grund."))
        if self.errors:
            return None
        return self._built(name, given)

    def _built(self, name: str, given: Mapping[str, Any]) -> CriterionScore | None:
        if not self._criterion.lowest <= given["score"] <= self._criterion.highest:
            self.add_error(f"score-{name}", _("Diese Zahl liegt nicht auf der Skala."))
            return None
        before = self._before.get(name)
        reason = _text(given["why_de"], given["why_en"], None if before is None else before.reason)
        return CriterionScore(name, self._criterion.id, given["score"], given["by"], reason)


class DecisionForm(PartForm):
    """The place that people gave each measure, who, when and why; rows beyond those that are there are for more."""

    def __init__(self, *args: Any, measures: Mapping[str, Text], entries: PriorityEntries, **more: Any) -> None:
        ordered = sorted(entries.decision, key=lambda one: one.place)
        initial = {name: words for place, one in enumerate(ordered) for name, words in _place_entries(place, one)}
        super().__init__(*args, **{"initial": initial, **more})
        self._before = {one.measure: one for one in ordered}
        numbers = (name.split("-")[1] for name in self.data if name.startswith("row-"))
        typed = [int(number) for number in numbers if number.isascii() and number.isdigit() and len(number) < 5]
        self._count = min(MOST_ROWS, max([len(ordered) + SPARE_ROWS - 1, *typed]) + 1)
        for row in range(self._count):
            self.fields.update(_decision_fields(f"row-{row}-", measures))

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """The fields of each row."""
        kinds = ("place", "measure", "by", "on", "why_de", "why_en", "remove")
        return [[self[f"row-{row}-{kind}"] for kind in kinds] for row in range(self._count)]

    def change(self) -> Change | None:
        """These places in the place of all."""
        found = [place for row in range(self._count) if (place := self._place(f"row-{row}-")) is not None]
        if self.errors:
            return None
        doubled = {one.measure for one in found if [each.measure for each in found].count(one.measure) > 1}
        if doubled:
            self.add_error(
                None, _("Diese Maßnahme hat zwei Plätze: %(names)s.") % {"names": ", ".join(sorted(doubled))}
            )
            return None
        return lambda entries: replace(entries, decision=tuple(found))

    def _place(self, stem: str) -> PlaceDecided | None:
        given = {name.removeprefix(stem): value for name, value in self.cleaned_data.items() if name.startswith(stem)}
        needed = ("place", "measure", "by", "on", "why_de")
        if given.get("remove") or not any((*(given.get(name) for name in needed), given.get("why_en"))):
            return None
        for name in needed:
            if not given.get(name) and f"{stem}{name}" not in self.errors:
                self.add_error(f"{stem}{name}", _("Zu einer Entscheidung gehört auch das."))
        if self.errors:
            return None
        before = self._before.get(given["measure"])
        reason = _text(given["why_de"], given["why_en"], None if before is None else before.reason)
        try:
            return PlaceDecided(given["measure"], given["place"], given["by"], given["on"], reason)
        except InvalidValueError as error:
            self.add_error(f"{stem}place", refusal(error.problem, error.remedy))
            return None


class _SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    """As many files as are sent; what each is called is for the form to judge."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The files."""
        return [forms.FileField.clean(self, one, initial) for one in data or ()]


class FilesForm(forms.Form):
    """Files of a priorities folder; what is not among them stays as it is."""

    use_required_attribute = False

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["files"] = _FilesField(
            label=_("Dateien"),
            required=False,
            help_text=_("Eine oder mehrere von: %(names)s.") % {"names": ", ".join(FILES)},
            widget=_SeveralFiles(attrs={"accept": ".csv"}),
        )

    def contents(self) -> dict[str, bytes]:
        """What was sent, by name; what is wrong is noted."""
        sent = self.cleaned_data["files"]
        if not sent:
            self.add_error("files", _("Wählen Sie mindestens eine Datei aus."))
        for one in sent:
            if one.name not in FILES:
                self.add_error("files", _("„%(name)s“ heißt wie keine dieser Dateien.") % {"name": one.name})
            elif (one.size or 0) > MOST_BYTES:
                self.add_error("files", _("„%(name)s“ ist größer als 2 MB.") % {"name": one.name})
        return {} if self.errors else {str(one.name): one.read() for one in sent}


class BudgetForm(forms.Form):
    """The amount for which a portfolio is to be shown."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["budget"] = ConvertedField(
            _euros,
            label=_("Budget in Euro"),
            help_text=_("Für ein Bündel nach Equal Shares, in dem jede Zielgruppe gleich viel Geld hat."),
            most=20,
            widget=AmountWidget,
        )

    def cents(self) -> int | None:
        """The amount; None where none is asked for."""
        euros = self.cleaned_data.get("budget") if self.is_valid() else None
        return None if euros is None else 100 * int(euros)


def told_weights(entries: PriorityEntries, audience: str) -> list[str]:
    """The weights of an audience in lines."""
    names = {one.id: told(one.name) for one in entries.criteria}
    return [
        line
        for one in entries.weights
        if one.audience == audience
        for line in (
            *(f"{names[item]}: {_german(value)}" for item, value in one.points.items()),
            f"{told(WEIGHT_WAY[one.way])}, {one.set_by}, {one.set_on.isoformat()}",
            *([one.source] if one.source else []),
        )
    ]


def told_scores(entries: PriorityEntries, criterion: str) -> list[str]:
    """The scores on a criterion in lines."""
    found = (one for one in entries.scores if one.criterion == criterion)
    return [f"{one.measure}: {_german(one.value)} ({one.said_by}: {told(one.reason)})" for one in found]


def told_decision(entries: PriorityEntries) -> list[str]:
    """The decision in lines."""
    return [
        f"{one.place}. {one.measure} ({one.decided_by}, {one.decided_on.isoformat()}: {told(one.reason)})"
        for one in sorted(entries.decision, key=lambda one: one.place)
    ]


def with_weights(value: CriterionWeights, entries: PriorityEntries) -> PriorityEntries:
    """The weights in the place of those of their audience, or after all others."""
    others = [one for one in entries.weights if one.audience != value.audience]
    at = next((at for at, one in enumerate(entries.weights) if one.audience == value.audience), len(others))
    return replace(entries, weights=(*others[:at], value, *others[at:]))


def _with_scores(
    criterion: str, shown: frozenset[str], found: Iterable[CriterionScore], entries: PriorityEntries
) -> PriorityEntries:
    """Each score where the one before it stood, new ones last."""
    fresh = {one.measure: one for one in found}
    kept: list[CriterionScore] = []
    for one in entries.scores:
        if one.criterion != criterion or one.measure not in shown:
            kept.append(one)
        elif one.measure in fresh:
            kept.append(fresh.pop(one.measure))
    return replace(entries, scores=(*kept, *fresh.values()))


def _weight_entries(stored: CriterionWeights | None) -> dict[str, str]:
    if stored is None:
        return {}
    points = {f"points-{item}": _german(value) for item, value in stored.points.items()}
    told_by = {"set_by": stored.set_by, "set_on": stored.set_on.isoformat(), "source": stored.source}
    return {**points, "way": stored.way.value, **told_by}


def _score_entries(one: CriterionScore) -> Iterable[tuple[str, str]]:
    yield f"score-{one.measure}", _german(one.value)
    yield f"by-{one.measure}", one.said_by
    yield f"why_de-{one.measure}", one.reason.de
    yield f"why_en-{one.measure}", one.reason.en


def _place_entries(row: int, one: PlaceDecided) -> Iterable[tuple[str, str]]:
    stem = f"row-{row}-"
    yield f"{stem}place", str(one.place)
    yield f"{stem}measure", one.measure
    yield f"{stem}by", one.decided_by
    yield f"{stem}on", one.decided_on.isoformat()
    yield f"{stem}why_de", one.reason.de
    yield f"{stem}why_en", one.reason.en


def _decision_fields(stem: str, measures: Mapping[str, Text]) -> dict[str, forms.Field]:
    return {
        f"{stem}place": ConvertedField(whole, label=_("Platz"), most=6, widget=AmountWidget),
        f"{stem}measure": one_of(_("Maßnahme"), measures.items(), required=False),
        f"{stem}by": WordsField(label=_("Wer entschieden hat")),
        f"{stem}on": _day(label=_("Wann")),
        f"{stem}why_de": WordsField(label=_("Warum"), most=2000, widget=AreaWidget),
        f"{stem}why_en": WordsField(label=_("Warum, englisch"), most=2000, widget=AreaWidget),
        f"{stem}remove": forms.BooleanField(label=_("Diese Zeile streichen"), required=False),
    }


def _text(de: str, en: str, before: Text | None) -> Text:
    """The words with the plain language that came out of a file, as long as what it tells is the same."""
    return Text(de, en, before.plain if before is not None and before.de == de else "")


def _number(**options: Any) -> ConvertedField:
    return ConvertedField(decimal, most=20, widget=AmountWidget, **{"required": False, **options})


def _day(**options: Any) -> ConvertedField:
    widget = LineWidget(attrs={"type": "date", "placeholder": _("JJJJ-MM-TT")})
    return ConvertedField(day, most=20, widget=widget, **options)


def _euros(words: str) -> int:
    euros = whole(words)
    require(
        holds=0 <= euros < _MOST_EUROS,
        field="budget",
        problem=Text("Das ist kein Budget.", "That is no budget."),
        remedy=Text("Schreiben Sie ganze Euro, zum Beispiel 250.000.", "Write whole euros, such as 250.000."),
    )
    return euros


def _german(value: float) -> str:
    return f"{value:.10f}".rstrip("0").rstrip(".").replace(".", ",")
