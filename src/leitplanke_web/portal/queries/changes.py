"""A finished run beside the published version, in the reader's words."""

from dataclasses import dataclass

from leitplanke.kernel.texts import Text
from leitplanke.report.edition import Documents
from leitplanke.report.names import Names, names_of
from leitplanke.report.numbers import decimal
from leitplanke.report.strategy_papers.changes import KIND, Change, ChangeKind
from leitplanke.report.strategy_papers.changes import changes as changes_of_strategy
from leitplanke.report.voice import Voice
from leitplanke.roadmap.compare import LineChange, RoadmapChange, StaffChange, YearChange, compare
from leitplanke.roadmap.model import Assignment
from leitplanke.strategy.guardrails import blocking_checks
from leitplanke.strategy.model import GuardrailCheck, Verdict

_BADGES = {ChangeKind.NEW: "success", ChangeKind.GONE: "danger", ChangeKind.CHANGED: "neutral"}


@dataclass(frozen=True, slots=True)
class Line:
    """One measure of a comparison: its id and name, when it was planned before and now (empty: not), and how."""

    measure: str
    title: Text
    before: str
    after: str
    months_later: int = 0
    note: str = ""

    @property
    def is_later(self) -> bool:
        """Whether it ends later than before."""
        return self.months_later > 0

    @property
    def months(self) -> int:
        """By how many months its end moved, in either direction."""
        return abs(self.months_later)


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum before and after; `what` names the year, unit or value."""

    what: Text
    before: str
    after: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that differs. `value_percent` is None where values cannot be compared."""

    new: tuple[Line, ...]
    left_out: tuple[Line, ...]
    changed: tuple[Line, ...]
    money: tuple[Amount, ...]
    staff: tuple[Amount, ...]
    value_percent: str | None
    is_worth_more: bool
    is_worth_less: bool
    is_none: bool


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """A guardrail that a measure violates, or against which nobody has held it yet; it keeps a run from the public."""

    measure: str
    title: Text
    guardrail: Text
    is_violation: bool


def changes(before: Documents | None, after: Documents, *, voice: Voice) -> Changes | None:
    """What `after` changes against `before`; None where nothing was published before."""
    if before is None:
        return None
    change = compare(before.roadmap, after.roadmap)
    return _Telling(_names(before), _names(after), voice).changes(change)


def strategy_changes(before: Documents, after: Documents) -> tuple[tuple[Change, Text, str], ...]:
    """What the strategy says otherwise: the change, whether it is new, gone or changed, and the badge for that."""
    found = changes_of_strategy(before.strategy, after.strategy)
    return tuple((one, KIND[one.kind], _BADGES[one.kind]) for one in found)


def open_points(documents: Documents) -> tuple[OpenPoint, ...]:
    """Violations first, then what is still open, of measures that are not rejected."""
    names, strategy = _names(documents), documents.strategy
    found = blocking_checks(strategy.checks, measures=strategy.draft.measures)
    return tuple(_open_point(check, names) for check in found)


def _open_point(check: GuardrailCheck, names: Names) -> OpenPoint:
    return OpenPoint(
        measure=check.measure,
        title=names.get("measure", check.measure),
        guardrail=names.get("guardrail", check.guardrail),
        is_violation=check.verdict is Verdict.VIOLATED,
    )


def _names(documents: Documents) -> Names:
    return names_of(evidence=documents.evidence, strategy=documents.strategy, roadmap=documents.roadmap)


@dataclass(frozen=True, slots=True)
class _Telling:
    """Both editions' names, and the voice that tells."""

    old: Names
    names: Names
    voice: Voice

    def changes(self, change: RoadmapChange) -> Changes:
        return Changes(
            new=tuple(self._line(line.measure, None, line) for line in change.new),
            left_out=tuple(self._line(line.measure, line, None) for line in change.left_out),
            changed=tuple(self._changed(line) for line in change.changed),
            money=tuple(self._year(year) for year in change.money),
            staff=tuple(self._staff(one) for one in change.staff),
            value_percent=self._value(change),
            is_worth_more=change.value_after > change.value_before,
            is_worth_less=change.value_after < change.value_before,
            is_none=change.is_none,
        )

    def _line(self, measure: str, before: Assignment | None, after: Assignment | None) -> Line:
        names = self.old if after is None else self.names
        return Line(measure, names.get("measure", measure), self._span(before), self._span(after))

    def _changed(self, line: LineChange) -> Line:
        before, after = line.before, line.after
        names = self.names.get
        notes = []
        if before.lead_unit != after.lead_unit:
            notes.append(
                self.voice.say("jetzt: {unit}", "now: {unit}", unit=self.voice.text(names("unit", after.lead_unit)))
            )
        if before.mode != after.mode:
            notes.append(self.voice.say("andere Umsetzungsart", "another mode"))
        return Line(
            measure=after.measure,
            title=names("measure", after.measure),
            before=self._span(before),
            after=self._span(after),
            months_later=line.months_later,
            note=self.voice.join(notes),
        )

    def _span(self, line: Assignment | None) -> str:
        return "" if line is None else f"{self.voice.month_short(line.start)} – {self.voice.month_short(line.end)}"

    def _year(self, year: YearChange) -> Amount:
        before = year.investive_before + year.consumptive_before
        after = year.investive_after + year.consumptive_after
        return Amount(Text(str(year.year)), self.voice.euros(before), self.voice.euros(after), before != after)

    def _staff(self, change: StaffChange) -> Amount:
        before, after = (decimal(amount / 100, self.voice.language) for amount in (change.before, change.after))
        return Amount(self.names.get("unit", change.unit), before, after, change.before != change.after)

    def _value(self, change: RoadmapChange) -> str | None:
        if not change.values_are_comparable or not change.value_before:
            return None
        return self.voice.percent_fine(abs(change.value_after - change.value_before) / change.value_before)
