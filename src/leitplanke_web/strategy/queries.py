"""What the town decided, as the core's values."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import QuerySet, TextField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils import timezone

from leitplanke.evidence.findings import find
from leitplanke.evidence.model import EvidenceReport
from leitplanke.exchange.measure_sheets.mapping import TownNames, element_defaults, proposed_defaults
from leitplanke.kernel.dates import month_of
from leitplanke.kernel.relations import Choice as ChoiceValue
from leitplanke.kernel.texts import Text
from leitplanke.strategy.catalogue import Element, measure_from_element
from leitplanke.strategy.guardrails import held_against
from leitplanke.strategy.model import EvidenceKind, EvidenceLink, GuardrailCheck, StrategyDraft
from leitplanke.strategy.model import FieldOfAction as FieldOfActionValue
from leitplanke.strategy.model import Gate as GateValue
from leitplanke.strategy.model import Goal as GoalValue
from leitplanke.strategy.model import Guardrail as GuardrailValue
from leitplanke.strategy.model import Measure as MeasureValue
from leitplanke.strategy.model import OverallGoal as OverallGoalValue
from leitplanke.strategy.model import PublicService as PublicServiceValue
from leitplanke.strategy.priority_model import PriorityEntries
from leitplanke_web.audit.models import AuditLine
from leitplanke_web.audit.queries import lines
from leitplanke_web.evidence.queries import latest_sha256, reports_of
from leitplanke_web.participation.queries import option_texts
from leitplanke_web.strategy.models import (
    Choice,
    Direction,
    FieldOfAction,
    Gate,
    Goal,
    Guardrail,
    Measure,
    OverallGoal,
    PersonalCheck,
    Priorities,
    PublicService,
    ServiceArea,
    StrategyDocument,
)
from leitplanke_web.towns.models import Part, Town
from leitplanke_web.towns.parts import NameSource, names_by_kind, part_values, some_names
from leitplanke_web.towns.questions import grant_names, unit_names

MOST_PAST = 200
_FIELDS = NameSource("fields", FieldOfAction, "title")
_AREAS = NameSource("areas", ServiceArea, "name")
_GOALS = NameSource("goals", Goal, "title")
_GATES = NameSource("gates", Gate, "name")
_MEASURES = NameSource("measures", Measure, "title")
_GUARDRAILS = NameSource("guardrails", Guardrail, "rule")


@dataclass(frozen=True, slots=True)
class ListNames:
    """What measures are filtered by: names by identifier, in the town's order."""

    fields: dict[str, Text]
    units: dict[str, Text]


@dataclass(frozen=True, slots=True)
class NeedNames:
    """What a measure may need of others: names by identifier, in the town's order."""

    gates: dict[str, Text]
    measures: dict[str, Text]


@dataclass(frozen=True, slots=True)
class ProfileNames:
    """What else a measure may refer to, and what it needs: names by identifier, in the town's order."""

    fields: dict[str, Text]
    areas: dict[str, Text]
    goals: dict[str, Text]
    gates: dict[str, Text]
    units: dict[str, Text]
    options: dict[str, Text]
    needed: dict[str, Text]
    grants: dict[str, Text]


@dataclass(frozen=True, slots=True)
class Names:
    """What a measure refers to, to be told: names by identifier."""

    fields: dict[str, Text]
    areas: dict[str, Text]
    goals: dict[str, Text]
    gates: dict[str, Text]
    measures: dict[str, Text]
    units: dict[str, Text]


@dataclass(frozen=True, slots=True)
class ReplyNames:
    """What a reply to contributions may name: rules and titles by identifier, in the town's order."""

    guardrails: dict[str, Text]
    measures: dict[str, Text]


@dataclass(frozen=True, slots=True)
class Cited:
    """A piece of evidence with what it says: in the report in which it was kept, and in the latest; None: nothing.

    `source` is the digest of the report in which it can be read: that one, or the latest; empty where there is none.
    """

    link: EvidenceLink
    then: Text | None
    now: Text | None
    source: str

    @property
    def is_law(self) -> bool:
        """Whether it is a law, which says what it says."""
        return self.link.kind is EvidenceKind.LAW

    @property
    def has_changed(self) -> bool:
        """Whether the number is another one today."""
        return self.then is not None and self.then != self.now


@dataclass(frozen=True, slots=True)
class MeasureFilter:
    """Which measures to list; empty means all. `words` stand in the title or are the identifier."""

    state: str = ""
    unit: str = ""
    field: str = ""
    words: str = ""


def draft_of(town: Town) -> StrategyDraft:
    """The whole strategy as it stands now."""
    direction = Direction.objects.get(town=town)
    return StrategyDraft(
        guiding_sentence=direction.guiding_sentence,
        overall_goals=part_values(OverallGoal, town),
        goals=part_values(Goal, town),
        fields=part_values(FieldOfAction, town),
        service_areas=part_values(ServiceArea, town),
        guardrails=part_values(Guardrail, town),
        gates=part_values(Gate, town),
        weights=direction.weights,
        measures=part_values(Measure, town),
        personal_checks=part_values(PersonalCheck, town),
        choices=part_values(Choice, town),
    )


def direction_row(town: Town) -> Direction:
    """Guiding sentence and weights with their version."""
    return Direction.objects.get(town=town)


def field_values(town: Town) -> tuple[FieldOfActionValue, ...]:
    """Every field of action, in the town's order."""
    return part_values(FieldOfAction, town)


def conditions_of(town: Town) -> tuple[tuple[GateValue, ...], tuple[ChoiceValue, ...]]:
    """The gates and the choices as they stand now."""
    return part_values(Gate, town), part_values(Choice, town)


def measure_names(town: Town) -> dict[str, Text]:
    """The titles of all measures by identifier, in the town's order."""
    return names_by_kind(town, _MEASURES)["measures"]


def overall_goal_values(town: Town) -> tuple[OverallGoalValue, ...]:
    """Every overall goal, in the town's order."""
    return part_values(OverallGoal, town)


def goal_values(town: Town) -> tuple[GoalValue, ...]:
    """Every digital goal, in the town's order."""
    return part_values(Goal, town)


def part_versions(model: type[Part], town: Town) -> dict[str, int]:
    """The version of each thing of a kind."""
    return dict(model._default_manager.filter(town=town).values_list("identifier", "version"))


def names_of_service(town: Town) -> tuple[dict[str, Text], dict[str, Text]]:
    """What the town calls its service areas and its units, in one query."""
    named = names_by_kind(town, unit_names(), _AREAS)
    return named["areas"], named["units"]


def service_values(town: Town) -> tuple[PublicServiceValue, ...]:
    """Every service, in the town's order."""
    return part_values(PublicService, town)


def priorities_row(town: Town) -> Priorities | None:
    """What the town entered about priorities, with its version; None if it entered nothing."""
    return Priorities.objects.filter(town=town).first()


def priority_entries(town: Town) -> PriorityEntries | None:
    """The same without its version."""
    row = priorities_row(town)
    return None if row is None else cast("PriorityEntries", row.value)


def measure_values(town: Town) -> tuple[MeasureValue, ...]:
    """Every measure, in the town's order."""
    return part_values(Measure, town)


def documents(town: Town, sha256: str) -> QuerySet[Any, tuple[str, bytes]]:
    """Handover 3 with this digest, if the town has it."""
    return StrategyDocument.contents(town, sha256)


def listed_measures(town: Town, wanted: MeasureFilter) -> QuerySet[Any, Any]:
    """Identifier, title, state, lead unit and field of action of each measure that is wanted."""
    rows = Measure.objects.filter(town=town).annotate(
        title_de=_words("title__de"), title_en=_words("title__en"), field=_words("field")
    )
    asked = {"state": wanted.state, "lead_unit": wanted.unit, "field": wanted.field}
    rows = rows.filter(**{name: value for name, value in asked.items() if value})
    if wanted.words:
        rows = rows.filter(identifier__in=_with_words(rows, wanted.words))
    return rows.values("identifier", "title_de", "title_en", "state", "lead_unit", "field")


def measure_row(town: Town, identifier: str) -> Measure | None:
    """The measure with its version."""
    return Measure.objects.filter(town=town, identifier=identifier).first()


def measure_versions(town: Town) -> dict[str, int]:
    """The version of each measure."""
    return dict(Measure.objects.filter(town=town).values_list("identifier", "version"))


def names_for_sheet(town: Town) -> TownNames:
    """What the words of a sheet are held against, in one query."""
    named = names_by_kind(town, unit_names(), _FIELDS, _AREAS, _MEASURES)
    return TownNames(
        fields=named["fields"],
        service_areas=named["areas"],
        units=named["units"],
        measures=named["measures"],
        plan_from=town.profile.plan_from,
        plan_months=town.profile.plan_months,
    )


def measure_of_element(town: Town, element: Element) -> MeasureValue:
    """A measure that begins with an element of the catalogue, with what this town would begin with."""
    names = names_for_sheet(town)
    defaults = proposed_defaults(names, now=month_of(timezone.localdate()))
    return measure_from_element(element, element_defaults(names, defaults))


def measures_by_element(town: Town) -> dict[str, list[tuple[str, Text]]]:
    """Identifier and title of the measures that were made from each element of the catalogue."""
    rows = Measure.objects.filter(town=town).annotate(
        element=_words("element"), title_de=_words("title__de"), title_en=_words("title__en")
    )
    found: dict[str, list[tuple[str, Text]]] = {}
    for identifier, element, de, en in rows.values_list("identifier", "element", "title_de", "title_en"):
        if element:
            found.setdefault(element.partition("@")[0], []).append((identifier, Text(de, en or "")))
    return found


def guardrail_rows(town: Town) -> tuple[Guardrail, ...]:
    """The guardrails with their versions, in the town's order."""
    return tuple(Guardrail.objects.filter(town=town))


def held_guardrails(
    town: Town, guardrails: Iterable[GuardrailValue], *, measures: Collection[MeasureValue]
) -> tuple[GuardrailCheck, ...]:
    """How each of these measures of the town stands to each of these guardrails now, in one query."""
    rules = tuple(guardrails)
    names = {rule.id for rule in rules}
    personal = [check for check in part_values(PersonalCheck, town) if check.guardrail in names]
    return held_against(rules, measures=measures, personal=personal)


def guardrails_of_measure(town: Town, measure: MeasureValue) -> tuple[tuple[GuardrailValue, GuardrailCheck], ...]:
    """How the measure stands to every guardrail now, in two queries."""
    rules = part_values(Guardrail, town)
    rows = PersonalCheck.objects.filter(town=town, identifier__startswith=f"{measure.id}.")
    personal = tuple(check for check in rows.values_list("value", flat=True) if check.measure == measure.id)
    return tuple(zip(rules, held_against(rules, measures=(measure,), personal=personal), strict=True))


def personal_check_row(town: Town, *, measure: str, guardrail: str) -> PersonalCheck | None:
    """What a person said when they held the measure against the guardrail, with its version; None: nobody did."""
    return PersonalCheck.objects.filter(town=town, identifier=f"{measure}.{guardrail}").first()


def personal_check_rows(town: Town, guardrail: str) -> tuple[PersonalCheck, ...]:
    """All that people said when they held measures against the guardrail."""
    return tuple(row for row in PersonalCheck.objects.filter(town=town) if row.value.guardrail == guardrail)


def guardrail_past(town: Town, guardrail: str) -> tuple[AuditLine, ...]:
    """What the log tells of a guardrail, newest first; its lines go when their deletion period ends."""
    return tuple(lines(town.pk).filter(deed__startswith="guardrail.", subject=guardrail)[:MOST_PAST])


def guardrail_row(town: Town, identifier: str) -> Guardrail | None:
    """The guardrail with its version."""
    return Guardrail.objects.filter(town=town, identifier=identifier).first()


def cited(town: Town, links: Iterable[EvidenceLink]) -> tuple[Cited, ...]:
    """Each piece of evidence as it was when it was kept, and as the latest report has it."""
    given = tuple(links)
    latest = latest_sha256(town) if any(link.kind is EvidenceKind.FINDING for link in given) else ""
    wanted = {sha256 for link in given for sha256 in (link.snapshot, latest) if sha256}
    reports = reports_of(town, wanted)
    return tuple(
        _cited(link, reports.get(link.snapshot), reports.get(latest), source=link.snapshot or latest) for link in given
    )


def findings_at(town: Town, snapshot: str) -> tuple[str, dict[str, Text]]:
    """The digest, of the latest report unless `snapshot` names one that the town has, and its findings by id."""
    for sha256 in (snapshot, latest_sha256(town)):
        report = reports_of(town, {sha256}).get(sha256) if sha256 else None
        if report is not None:
            return sha256, {finding.id: finding.statement for finding in report.findings}
    return "", {}


def _cited(link: EvidenceLink, then: EvidenceReport | None, now: EvidenceReport | None, *, source: str) -> Cited:
    if link.kind is EvidenceKind.LAW:
        return Cited(link, None, None, "")
    before = None if then is None else find(then, link.ref)
    today = None if now is None else find(now, link.ref)
    is_found = (before if link.snapshot else today) is not None
    return Cited(
        link,
        None if before is None else before.statement,
        None if today is None else today.statement,
        source if is_found else "",
    )


def names_to_list_by(town: Town) -> ListNames:
    """What the list of measures is filtered by and shows, in one query."""
    return ListNames(**names_by_kind(town, unit_names(), _FIELDS))


def names_of(town: Town) -> Names:
    """Everything that a measure of the town may refer to by a name, in one query."""
    return Names(**names_by_kind(town, unit_names(), _FIELDS, _AREAS, _GOALS, _GATES, _MEASURES))


def names_to_reply_with(town: Town) -> ReplyNames:
    """What a reply may name, in one query."""
    return ReplyNames(**names_by_kind(town, _GUARDRAILS, _MEASURES))


def names_for_profile(town: Town, *, needed: Collection[str] = ()) -> ProfileNames:
    """What the profile of a measure offers, and the titles of the measures that are `needed`, in two queries."""
    titles, given = some_names("needed", Measure, "title", needed)
    sources = (unit_names(), grant_names(), _FIELDS, _AREAS, _GOALS, _GATES, titles)
    named = names_by_kind(town, *sources, given=given)
    return ProfileNames(**named, options=option_texts(town, town.priority_question))


def names_to_need(town: Town) -> NeedNames:
    """What a measure may need, in one query."""
    return NeedNames(**names_by_kind(town, _GATES, _MEASURES))


def _with_words(rows: QuerySet[Any], words: str) -> list[str]:
    """Whose title holds the words, in whatever case; SQLite knows upper and lower case of ASCII alone."""
    folded = words.casefold()
    named = rows.values_list("identifier", "title_de", "title_en")
    return [one for one, *titles in named if one == words or any(folded in (text or "").casefold() for text in titles)]


def _words(way: str) -> Cast:
    """A text of the stored value, to be compared as text; the database would take it for JSON."""
    return Cast(KT(f"value__{way}"), TextField())
