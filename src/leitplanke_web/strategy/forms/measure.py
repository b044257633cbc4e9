"""The profile of a measure as one form: the main part, the rows of goals, the modes with their rows."""

from collections.abc import Iterable, Mapping
from itertools import count
from typing import Any

from django import forms
from django.http import QueryDict

from leitplanke.exchange.town_check import Flaw
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.relations import USUAL_COUNTS, Wanted
from leitplanke.kernel.texts import Text
from leitplanke.strategy.model import DatedState, Examination, Measure, MeasureClass, MeasureState
from leitplanke_web.strategy.forms.main import MainForm
from leitplanke_web.strategy.forms.rows import GoalForm, ModeForm, PaymentForm, StageForm
from leitplanke_web.strategy.mapping import EXAMINED, LINES, MONTHS, NEEDS, RELATED, TEXTS, Entries
from leitplanke_web.strategy.queries import ProfileNames
from leitplanke_web.towns.form_fields import refusal, text_of

SPARE = {"goals": 2, "modes": 1}
SPARE_ROWS = 2
MOST_ROWS = {"goals": 60, "modes": 20}
_AROUND = frozenset({"csrfmiddlewaretoken", "version", "add"})
_WORDS = (
    "field", "service_area", "lead_unit", "is_mandatory", "legal_basis", "asked_as", "element", "product_account",
    "fixed_mode", *MONTHS, *LINES,
)  # fmt: skip


class MeasureForm:
    """The profile of a `stored` measure or a new one.

    `typed` are entries to be checked; `shown` are shown as they are, with `spare` rows.
    """

    def __init__(
        self,
        names: ProfileNames,
        *,
        stored: Measure | None = None,
        typed: QueryDict | None = None,
        shown: Mapping[str, Any] | None = None,
        spare: Iterable[str] = ("goals", "modes"),
    ) -> None:
        entries: Mapping[str, Any] = typed if typed is not None else (shown or {})
        self._entries, self._is_typed, self._stored, self.names = entries, typed is not None, stored, names
        more = self._more = frozenset(spare) if typed is None else frozenset()
        counts = {kind: self._count(kind, spare=SPARE[kind] if kind in more else 0) for kind in MOST_ROWS}
        mode_ids = (str(entries.get(f"mode-{place}-id", "")).strip() for place in range(counts["modes"]))
        self.main: MainForm = self._form(
            MainForm, names=names, is_new=stored is None, mode_ids=filter(None, mode_ids), counts=counts
        )
        self.goals: list[GoalForm] = [
            self._form(GoalForm, f"goal-{place}", names=names) for place in range(counts["goals"])
        ]
        self.modes: list[ModeForm] = [self._mode(f"mode-{place}") for place in range(counts["modes"])]

    @property
    def parts(self) -> tuple[forms.Form, ...]:
        """All parts, in the order of the page."""
        return (self.main, *self.goals, *(part for mode in self.modes for part in mode.parts))

    @property
    def shows_examination(self) -> bool:
        """Whether the examination is of interest now."""
        names = [name for name in self.main.fields if name.startswith("exam_")]
        return any(self.main[name].value() or self.main[name].errors for name in names)

    def is_valid(self) -> bool:
        """Whether every part is right by itself."""
        sound = [form.is_valid() for form in self.parts]
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
        simple: dict[str, Any] = {
            **{name: text_of(name, given) for name in TEXTS},
            **{name: given[name] for name in _WORDS},
            **(
                {}
                if self._stored is None
                else {name: getattr(self._stored, name) for name in (*NEEDS, *RELATED, "ways")}
            ),
        }
        contributions = (form.contribution(given["said_by"]) for form in self.goals)
        return Measure(
            id=given["id"] if self._stored is None else self._stored.id,
            measure_class=MeasureClass(given["measure_class"]),
            state=MeasureState(given["state"]),
            states=self._states(MeasureState(given["state"]), given),
            contributions=tuple(one for one in contributions if one is not None),
            modes=tuple(form.value for form in self.modes if form.is_given and form.value is not None),
            examination=_examination(given),
            wanted=_wanted(given),
            **simple,
        )

    def _states(self, state: MeasureState, given: Mapping[str, Any]) -> tuple[DatedState, ...]:
        """The states so far, with the day of the present one where it was typed."""
        before = () if self._stored is None else self._stored.states
        since = given["state_since"]
        if since is None:
            return before
        reason = text_of("state_reason", given)
        is_same = self._stored is not None and self._stored.state is state
        kept = before[:-1] if is_same and before and before[-1].state is state else before
        if not before and self._stored is not None and not is_same:
            kept = (DatedState(self._stored.state, None, self._stored.state_reason),)
        return (*kept, DatedState(state, since, reason))

    def _place(self, flaw: Flaw, measure: str) -> tuple[forms.Form, str | None]:
        if flaw.keys[:1] != (measure,):
            return self.main, None
        if flaw.file in {"modes.csv", "staffing.csv", "payments.csv"}:
            for mode in self.modes:
                if mode.value is not None and mode.value.id == flaw.keys[1]:
                    form = _row_of(mode, flaw)
                    return form, flaw.column if flaw.column in form.fields else None
        name = f"exam_{flaw.column}" if flaw.file == "examinations.csv" else flaw.column
        is_own = flaw.file in {"measures.csv", "examinations.csv"} and name in self.main.fields
        if flaw.file == "measures.csv" and flaw.column == "contributions" and self.goals:
            return self.goals[0], "goal"
        return self.main, name if is_own and name != "id" else None

    def _count(self, kind: str, *, spare: int) -> int:
        text = str(self._entries.get(kind, ""))
        given = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
        return min(given + spare, MOST_ROWS[kind])

    def _mode(self, stem: str) -> ModeForm:
        stages, payments = self._rows(f"{stem}-stage", "fte"), self._rows(f"{stem}-payment", "month")
        if not self._is_typed and (stages == 0 or self._entries.get(f"{stem}-stage-{stages - 1}-fte")):
            stages += 1  # one is always there to be filled in
        form: ModeForm = self._form(
            ModeForm,
            stem,
            names=self.names,
            stages=[self._form(StageForm, f"{stem}-stage-{place}", names=self.names) for place in range(stages)],
            payments=[self._form(PaymentForm, f"{stem}-payment-{place}") for place in range(payments)],
        )
        return form

    def _rows(self, stem: str, name: str) -> int:
        """How many rows there are, and more where they were asked for: a row has the field `name`, be it empty."""
        given = next(place for place in count() if f"{stem}-{place}-{name}" not in self._entries)
        return given + (SPARE_ROWS if stem in self._more else 0)

    def _form(self, kind: Any, prefix: str | None = None, **options: Any) -> Any:
        counts = options.pop("counts", {})
        if self._is_typed:
            return kind(self._entries, prefix=prefix, **options)
        stem = f"{prefix}-" if prefix else ""
        initial = {name.removeprefix(stem): words for name, words in self._entries.items() if name.startswith(stem)}
        return kind(
            initial={**initial, **{name: str(count) for name, count in counts.items()}}, prefix=prefix, **options
        )


def _row_of(mode: ModeForm, flaw: Flaw) -> forms.Form:
    """The row of the mode that a flaw is about, or the mode."""
    for stage in mode.stages:
        if flaw.file == "staffing.csv" and stage.value is not None and stage.value.unit == flaw.keys[2]:
            return stage
    for payment in mode.payments:
        if flaw.file == "payments.csv" and payment.value is not None and str(payment.value.month) == flaw.keys[2]:
            return payment
    return mode


def typed_entries(data: QueryDict) -> Entries:
    """What was typed, to be shown again or to be merged."""
    return {name: values[-1] for name, values in data.lists() if values and name not in _AROUND}


def as_typed(entries: Entries) -> QueryDict:
    """Entries as if somebody had typed them."""
    data = QueryDict(mutable=True)
    data.update(entries)
    return data


def _wanted(given: Mapping[str, Any]) -> Wanted | None:
    by = given["wanted_by"]
    return None if by is None else Wanted(by, int(given["late_counts"] or USUAL_COUNTS))


def _examination(given: Mapping[str, Any]) -> Examination | None:
    if not any(given.get(name) for name in given if name.startswith("exam_")):
        return None
    texts = {name: text_of(f"exam_{name}", given) for name in EXAMINED}
    return Examination(**texts, decision_due=given["exam_decision_due"])
