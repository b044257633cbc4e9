"""The catalogue of elements (Bausteine) that towns plan: facts with their sources, and what a town may take from it.

Figures are single cases of other towns, never an estimate. What nobody has checked says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from leitplanke.kernel.dates import Month
from leitplanke.kernel.faults import require
from leitplanke.kernel.ids import require_id, require_unique
from leitplanke.kernel.texts import Text
from leitplanke.strategy.model import Examination, Measure, MeasureClass, MeasureState, Mode
from leitplanke.strategy.prerequisites import find_circle

TAKEN_OVER = ("title", "description", "legal_basis")
_CHECK = Text("zu prüfen", "to be checked")


@dataclass(frozen=True, slots=True)
class CatalogueSource:
    """Where something was read."""

    id: str
    address: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A law or date. `land`: only there, empty for all of Germany; not `is_checked`: somebody has to look it up."""

    text: Text
    land: str
    is_checked: bool
    source: str


@dataclass(frozen=True, slots=True)
class PublishedCost:
    """What another town published, as it was told there; `year` is empty where none was told."""

    amount: Text
    place: str
    year: str
    source: str


@dataclass(frozen=True, slots=True)
class PublishedTime:
    """How long it took elsewhere."""

    text: Text
    source: str


@dataclass(frozen=True, slots=True)
class Element:
    """One element. `version` rises when its words or facts change; `level` 0 is a foundation, 5 rests on all others.

    `requires` and `helps` name other elements. `competence` lists who is responsible beside or instead of the town.
    Not `is_read`: the prerequisites were inferred, not read.
    """

    id: str
    version: int
    level: int
    measure_class: MeasureClass
    competence: tuple[str, ...]
    requires: tuple[str, ...]
    helps: tuple[str, ...]
    is_read: bool
    name: Text
    description: Text
    rules: tuple[Rule, ...] = ()
    costs: tuple[PublishedCost, ...] = ()
    time: PublishedTime | None = None

    def __post_init__(self) -> None:
        require_id(self.id)

    @property
    def mark(self) -> str:
        """What a measure remembers of its element: `E38@1`."""
        return f"{self.id}@{self.version}"

    @property
    def is_own(self) -> bool:
        """Whether a town may plan it as its own."""
        return "county" not in self.competence

    @property
    def legal_basis(self) -> str:
        """The rules in one line, those that nobody checked marked."""
        return " ".join(
            one.text.de if one.is_checked or _CHECK.de in one.text.de else f"{one.text.de} ({_CHECK.de})"
            for one in self.rules
        )


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All elements of one version."""

    version: str
    elements: tuple[Element, ...]
    sources: tuple[CatalogueSource, ...]

    def __post_init__(self) -> None:
        require_unique(tuple(one.id for one in self.elements), "elements")
        known = {one.id for one in self.elements}
        named = {need for one in self.elements for need in (*one.requires, *one.helps)}
        circle = find_circle({one.id: one.requires for one in self.elements})
        cited = {rule.source for one in self.elements for rule in one.rules}
        cited |= {cost.source for one in self.elements for cost in one.costs}
        cited |= {one.time.source for one in self.elements if one.time is not None}
        wrong = sorted((named - known) | set(circle) | (cited - {"", *(one.id for one in self.sources)}))
        require(
            holds=not wrong,
            field="elements",
            problem=Text(f"Im Katalog führt ins Leere oder im Kreis: {wrong}.", f"Leads nowhere or round: {wrong}."),
            remedy=Text("Prüfen Sie elements.toml.", "Check elements.toml."),
        )

    def element(self, identifier: str) -> Element | None:
        """The element with this id, if there is one."""
        return next((one for one in self.elements if one.id == identifier), None)

    def element_of(self, measure: Measure) -> Element | None:
        """The element that a measure was made from, as it is today."""
        return self.element(measure.element.partition("@")[0])

    def address(self, source: str) -> str:
        """Where a source can be read; empty for none."""
        return next((one.address for one in self.sources if one.id == source), "")


@dataclass(frozen=True, slots=True)
class SuggestedNeeds:
    """What a measure may need, by its element: measures of the town, and elements that the town has no measure for."""

    requires: tuple[str, ...]
    helps: tuple[str, ...]
    missing: tuple[Element, ...]
    is_inferred: bool


@dataclass(frozen=True, slots=True)
class ElementDefaults:
    """What the catalogue cannot know about a town's measure."""

    id: str
    field: str
    service_area: str
    lead_unit: str
    decided_by: str
    decision_due: Month
    duration_months: int = 12


def suggested_needs(measure: Measure, *, measures: Iterable[Measure], catalogue: Catalogue) -> SuggestedNeeds | None:
    """What the catalogue says the measure needs and the measure does not say yet; None without an element."""
    element = catalogue.element_of(measure)
    if element is None:
        return None
    others: dict[str, list[str]] = {}
    for other in measures:
        if other.id != measure.id and other.element:
            others.setdefault(other.element.partition("@")[0], []).append(other.id)
    found = {
        name: tuple(one for need in getattr(element, name) for one in others.get(need, ()) if one not in said)
        for name, said in (("requires", measure.requires), ("helps", (*measure.requires, *measure.helps)))
    }
    lacking = (catalogue.element(need) for need in element.requires if need not in others)
    return SuggestedNeeds(
        requires=found["requires"],
        helps=found["helps"],
        missing=tuple(one for one in lacking if one is not None),
        is_inferred=not element.is_read,
    )


def measure_from_element(element: Element, defaults: ElementDefaults) -> Measure:
    """A measure under examination that begins with the words of an element.

    Its cost is 0 and its duration the default: both are no estimate, and the assumptions say so beside what other towns
    published.
    """
    return Measure(
        id=defaults.id,
        title=element.name,
        description=element.description,
        for_whom=Text(""),
        field=defaults.field,
        service_area=defaults.service_area,
        measure_class=element.measure_class,
        lead_unit=defaults.lead_unit,
        state=MeasureState.UNDER_EXAMINATION,
        state_reason=Text("Aus dem Katalog übernommen.", "Taken from the catalogue."),
        contributions=(),
        modes=(Mode("own", Text("noch offen", "still open"), defaults.duration_months, 0, 0, 0, ()),),
        legal_basis=element.legal_basis,
        element=element.mark,
        examination=Examination(
            question=Text(
                f"Soll „{element.name.de}“ umgesetzt werden, mit welchen Kosten und bis wann?",
                f"Shall “{element.name.en}” be done, at what cost and by when?",
            ),
            assumptions=_assumptions(element, defaults),
            decided_by=Text(defaults.decided_by),
            decision_due=defaults.decision_due,
        ),
    )


def newer_fields(measure: Measure, *, catalogue: Catalogue) -> tuple[str, ...]:
    """The fields in which today's element and the measure differ, if the measure knows another version of it.

    Empty also where the element is gone from the catalogue: the measure then stays as it is.
    """
    element = catalogue.element_of(measure)
    if element is None or measure.element == element.mark:
        return ()
    theirs = with_element(measure, element, TAKEN_OVER)
    return tuple(name for name in TAKEN_OVER if getattr(theirs, name) != getattr(measure, name))


def with_element(measure: Measure, element: Element, taken: Iterable[str]) -> Measure:
    """The measure with today's words of its element in the fields `taken`; it remembers that it has seen them."""
    theirs: Mapping[str, Text | str] = {
        "title": element.name,
        "description": element.description,
        "legal_basis": element.legal_basis,
    }
    fields = {name: theirs[name] for name in taken}
    return replace(measure, element=element.mark, **fields)  # type: ignore[arg-type]  # each field by its own name


def _assumptions(element: Element, defaults: ElementDefaults) -> Text:
    months = defaults.duration_months
    german = [f"Kosten sind noch nicht bekannt und stehen auf 0. Die Dauer von {months} Monaten ist angenommen."]
    english = [f"The cost is not known yet and stands at 0. The duration of {months} months is assumed."]
    for cost in element.costs:
        place = f"{cost.place} {cost.year}".strip()
        german.append(f"Einzelfall anderswo, keine Schätzung: {cost.amount.de} ({place}).")
        english.append(f"A single case elsewhere, no estimate: {cost.amount.en} ({place}).")
    if any(not rule.is_checked for rule in element.rules):
        german.append("Die Rechtsgrundlage ist zu prüfen.")
        english.append("The legal basis is to be checked.")
    return Text("\n".join(german), "\n".join(english))
