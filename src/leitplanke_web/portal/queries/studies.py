"""What studies of a roadmap found, in the reader's words and as files."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from math import ceil, floor

from markupsafe import Markup

from leitplanke.evidence.wilson import wilson_interval
from leitplanke.exchange.planning.bars import Timetable, plan_timetable
from leitplanke.exchange.planning.documents import problem_bytes
from leitplanke.exchange.planning.icalendar import plan_calendar
from leitplanke.exchange.planning.ms_project import plan_project
from leitplanke.exchange.planning.openproject import plan_openproject
from leitplanke.exchange.planning.plan_table import plan_table
from leitplanke.kernel.dates import shift
from leitplanke.kernel.texts import Text
from leitplanke.report.charts import Segment, share_bar, stacked_bar
from leitplanke.report.edition import Documents
from leitplanke.report.names import Names, names_of
from leitplanke.report.table import FICTITIOUS
from leitplanke.report.voice import Voice
from leitplanke.roadmap.answers import (
    ChangeOffer,
    CoreIndex,
    Repair,
    RepairQuestion,
    Robustness,
    RobustnessQuestion,
    Standing,
    Study,
)
from leitplanke.roadmap.incidents import Delay, Incident, MoneyCut, NewDuty, Vacancy
from leitplanke.roadmap.model import PlannedStart, Problem
from leitplanke.roadmap.plan_change import Move, PlanChange, compare_plans
from leitplanke.roadmap.slips import DeadlineChance, Slip
from leitplanke_web.portal.models import Study as Row
from leitplanke_web.portal.queries.changes import Changes, Line
from leitplanke_web.portal.queries.runs import documents_of_run

OFTEN = 0.9  # what is kept less often than in nine of ten courses stands in the first sentence
_COLOURS = {Standing.ALWAYS: "investive", Standing.BORDERLINE: "consumptive", Standing.NEVER: "missing"}


@dataclass(frozen=True, slots=True)
class Share:
    """How often something was so: in words, with the interval that so many tries leave open, and as a bar."""

    words: str
    interval: Markup
    bar: Markup


@dataclass(frozen=True, slots=True)
class Deadline:
    """One deadline: how often it is kept, and when half and nine tenths of the courses end."""

    title: Text
    is_hard: bool
    month: str
    kept: Share
    median: str
    late: str


@dataclass(frozen=True, slots=True)
class Member:
    """A measure and how often it is in the best plan found; whether it is in the plan that was asked about."""

    title: Text
    is_planned: bool
    share: Share


@dataclass(frozen=True, slots=True)
class ToldRobustness:
    """What robustness came to; `at_risk` deadlines are kept less `OFTEN`, `fixed` measures have begun or are done."""

    slip: Slip
    courses: str
    weightings: str
    deadlines: tuple[Deadline, ...]
    at_risk: int
    always: tuple[Member, ...]
    borderline: tuple[Member, ...]
    never: tuple[Member, ...]
    fixed: int
    at_least: str
    bar: Markup


@dataclass(frozen=True, slots=True)
class Offer:
    """A plan that may become of the old one: how much may change, what it is worth, and what changes."""

    number: int
    most_changes: int | None
    is_smallest: bool
    count: int
    worth: str
    at_most: str
    changes: Changes
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ToldRepair:
    """What has to change, and what more changes bring. `least`: so many changes are proven to be needed."""

    offers: tuple[Offer, ...]
    least: int
    is_proven: bool


def told_study(row: Row, *, voice: Voice) -> ToldRobustness | ToldRepair | None:
    """What a study found; None before it has found it."""
    if row.found is None:
        return None
    documents = documents_of_run(row.of)
    telling = _Telling(row.found, _names(documents), voice)
    match row.found.answer, row.question.asked:
        case Robustness() as answer, RobustnessQuestion() as asked:
            return telling.robustness(answer, asked)
        case Repair() as answer, RepairQuestion():
            return telling.repair(answer)
    raise AssertionError("the answer is to another question")


def told_incidents(row: Row, *, voice: Voice) -> tuple[Markup, ...]:
    """What was asked to have happened, in words; nothing for a question about robustness."""
    documents, asked = documents_of_run(row.of), row.question.asked
    if not isinstance(asked, RepairQuestion):
        return ()
    return tuple(_incident(one, documents, _names(documents), voice) for one in asked.incidents)


def study_file(row: Row, name: str) -> bytes:
    """A file of a study: its problem, the plan that it is about, or an offer. KeyError for any other name."""
    found = row.found
    if found is None:
        raise KeyError(name)
    if name == PROBLEM:
        return problem_bytes(found.problem)
    if name == PLAN:
        return plan_table(found.problem, found.plan)
    for number, offer in enumerate(_offers(found), start=1):
        for kind, write in OFFERED.items():
            if name == f"offer-{number}{kind}":
                return write(found.problem, offer.plan, documents_of_run(row.of))
    raise KeyError(name)


PROBLEM, PLAN = "problem.json", "plan.csv"
Writer = Callable[[Problem, tuple[PlannedStart, ...], Documents], bytes]


def _workbook(problem: Problem, plan: tuple[PlannedStart, ...], _documents: Documents) -> bytes:
    from leitplanke.exchange.planning.workbook import plan_workbook  # noqa: PLC0415 - a slow library behind it

    return plan_workbook(problem, plan)


def _named(write: Callable[[Timetable], bytes]) -> Writer:
    return lambda problem, plan, documents: write(_timetable(problem, plan, documents))


def _timetable(problem: Problem, plan: tuple[PlannedStart, ...], documents: Documents) -> Timetable:
    """By the town's own names, as the roadmap's own files are."""
    table, names, profile = plan_timetable(problem, plan), _names(documents), documents.profile
    return replace(
        table,
        title=f"{table.title} {profile.name.de}",
        domain=f"{profile.id}.{table.domain}",
        bars=tuple(replace(bar, name=names.get("measure", bar.id).de) for bar in table.bars),
        notice=FICTITIOUS.de if profile.is_fictitious else "",
    )


OFFERED: Mapping[str, Writer] = {
    ".xlsx": _workbook,
    ".csv": lambda problem, plan, _documents: plan_table(problem, plan),
    ".ics": _named(plan_calendar),
    ".xml": _named(plan_project),
    "-openproject.json": _named(plan_openproject),
}
OFFERED_WORDS = {
    ".xlsx": "Excel",
    ".csv": "CSV",
    ".ics": "iCalendar",
    ".xml": "Microsoft Project",
    "-openproject.json": "OpenProject",
}


def _offers(found: Study) -> tuple[ChangeOffer, ...]:
    return found.answer.offers if isinstance(found.answer, Repair) else ()


def _names(documents: Documents) -> Names:
    return names_of(evidence=documents.evidence, strategy=documents.strategy, roadmap=documents.roadmap)


def _incident(incident: Incident, documents: Documents, names: Names, voice: Voice) -> Markup:
    def month(index: int) -> str:
        return voice.month(shift(documents.roadmap.first_month, index))

    match incident:
        case MoneyCut():
            return voice.say(
                "Das Geld des Jahres {year} sinkt um {cut}.",
                "The money of {year} falls by {cut}.",
                year=incident.year,
                cut=voice.percent(incident.cut_percent / 100),
            )
        case Vacancy():
            return voice.say(
                "{unit}: Von {first} bis {last} fehlen {missing}.",
                "{unit}: {missing} are missing from {first} to {last}.",
                unit=voice.text(names.get("unit", incident.unit)),
                first=month(incident.first),
                last=month(incident.last),
                missing=voice.fte(incident.missing),
            )
        case Delay():
            return voice.say(
                "„{measure}“ kann erst ab {month} beginnen.",
                "“{measure}” cannot begin before {month}.",
                measure=voice.text(names.get("measure", incident.delayed)),
                month=month(incident.not_before),
            )
        case NewDuty():
            return voice.say(
                "„{measure}“ wird Pflicht und muss bis {month} fertig sein.",
                "“{measure}” becomes a duty and has to be done by {month}.",
                measure=voice.text(names.get("measure", incident.duty)),
                month=month(incident.by),
            )


@dataclass(frozen=True, slots=True)
class _Telling:
    found: Study
    names: Names
    voice: Voice

    def robustness(self, answer: Robustness, asked: RobustnessQuestion) -> ToldRobustness:
        fixed = {one.id for one in self.found.problem.activities if one.fixed is not None}
        free = [one for one in answer.indices if one.activity not in fixed]
        by_standing = {
            standing: tuple(self._member(one) for one in sorted(free, key=_often) if one.standing is standing)
            for standing in Standing
        }
        bar = stacked_bar(
            [
                Segment(len(found) / len(free), _COLOURS[standing], str(len(found)))
                for standing, found in by_standing.items()
                if found
            ]
        )
        return ToldRobustness(
            slip=asked.slip,
            courses=self.voice.count(asked.courses),
            weightings=self.voice.count(asked.weightings),
            deadlines=tuple(self._deadline(one) for one in sorted(answer.chances, key=lambda one: one.kept / one.runs)),
            at_risk=sum(one.kept < OFTEN * one.runs for one in answer.chances),
            always=by_standing[Standing.ALWAYS],
            borderline=by_standing[Standing.BORDERLINE],
            never=by_standing[Standing.NEVER],
            fixed=len(fixed),
            at_least=self.voice.percent(floor(100 * wilson_interval(1.0, asked.weightings)[0]) / 100),
            bar=bar,
        )

    def repair(self, answer: Repair) -> ToldRepair:
        whole = max((offer.value for offer in answer.offers), default=0)
        return ToldRepair(
            offers=tuple(self._offer(offer, number, whole) for number, offer in enumerate(answer.offers, start=1)),
            least=answer.mended.least_changes,
            is_proven=answer.mended.is_smallest,
        )

    def _share(self, count: int, tried: int) -> Share:
        share = count / tried
        low, high = wilson_interval(share, tried)
        ends = {"low": floor(100 * low) / 100, "high": ceil(100 * high) / 100}  # outwards: rounding makes nothing sure
        told = {name: self.voice.percent(end) for name, end in ends.items()}
        interval = self.voice.say("{low} bis {high}", "{low} to {high}", **told)
        return Share(self.voice.percent(share), interval, share_bar(share, low=low, high=high))

    def _deadline(self, chance: DeadlineChance) -> Deadline:
        month = self.found.problem.month_at
        return Deadline(
            title=self.names.get("measure", chance.activity),
            is_hard=chance.is_hard,
            month=self.voice.month_short(month(chance.deadline)),
            kept=self._share(chance.kept, chance.runs),
            median=self.voice.month_short(month(chance.median)),
            late=self.voice.month_short(month(chance.late_tenth)),
        )

    def _member(self, index: CoreIndex) -> Member:
        planned = {line.activity for line in self.found.plan}
        return Member(
            title=self.names.get("measure", index.activity),
            is_planned=index.activity in planned,
            share=self._share(index.planned, index.tried),
        )

    def _offer(self, offer: ChangeOffer, number: int, whole: int) -> Offer:
        return Offer(
            number=number,
            most_changes=offer.most_changes,
            is_smallest=number == 1,
            count=offer.changes,
            worth=self._beside(offer.value, whole),
            at_most=self._beside(offer.bound, whole),
            changes=self._changes(compare_plans(self.found.problem, self._known(self.found.plan), offer.plan)),
            files=tuple((words, f"offer-{number}{kind}") for kind, words in OFFERED_WORDS.items()),
        )

    def _beside(self, amount: int, whole: int) -> str:
        """As a share of the most valuable offer: a number of points says nothing to anybody."""
        return self.voice.percent_fine(amount / whole) if whole > 0 else self.voice.count(amount)

    def _known(self, plan: Iterable[PlannedStart]) -> tuple[PlannedStart, ...]:
        known = {one.id for one in self.found.problem.activities}
        return tuple(line for line in plan if line.activity in known)

    def _changes(self, change: PlanChange) -> Changes:
        former = compare_plans(self.found.problem, (), self._known(self.found.plan)).value
        return Changes(
            new=tuple(self._line(line.activity, None, line) for line in change.new),
            left_out=tuple(self._line(line.activity, line, None) for line in change.left_out),
            changed=tuple(self._moved(move) for move in change.moved),
            money=(),
            staff=(),
            value_percent=self.voice.percent_fine(abs(change.value) / former) if former > 0 else None,
            is_worth_more=change.value > 0,
            is_worth_less=change.value < 0,
            is_none=not change.count,
        )

    def _line(self, measure: str, before: PlannedStart | None, after: PlannedStart | None) -> Line:
        return Line(measure, self.names.get("measure", measure), self._span(before), self._span(after))

    def _moved(self, move: Move) -> Line:
        is_other_mode = move.before.mode != move.after.mode
        note = self.voice.say("andere Umsetzungsart", "another mode") if is_other_mode else ""
        line = self._line(move.after.activity, move.before, move.after)
        return replace(line, months_later=move.months_later, note=note)

    def _span(self, line: PlannedStart | None) -> str:
        if line is None:
            return ""
        problem = self.found.problem
        duration = problem.activity(line.activity).mode(line.mode).duration
        first, last = problem.month_at(line.start), problem.month_at(line.start + max(1, duration) - 1)
        return f"{self.voice.month_short(first)} – {self.voice.month_short(last)}"


def _often(index: CoreIndex) -> tuple[int, str]:
    return -index.planned, index.activity
