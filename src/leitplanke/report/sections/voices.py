"""Themes of the free texts, and what workshops brought."""

from dataclasses import dataclass, replace

from markupsafe import Markup

from leitplanke.evidence.model import ClusterResult, Table, WorkshopResult
from leitplanke.evidence.statements import how_assigned
from leitplanke.participation.model import MeetingFormat
from leitplanke.report.charts import share_bar
from leitplanke.report.edition import EvidenceEdition
from leitplanke.report.parts import Bar, Grid, missing_words, recruitment_badge, table_bars, withheld_words


@dataclass(frozen=True, slots=True)
class Themes:
    """The themes that one audience wrote about."""

    anchor: str
    title: Markup
    label: Markup
    base: Markup
    bars: tuple[Bar, ...]
    notes: Markup
    ways: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class ClusterRow:
    """One cluster with its place on the page."""

    anchor: str
    bar: Bar


@dataclass(frozen=True, slots=True)
class Workshop:
    """One workshop."""

    title: Markup
    facts: Markup
    rows: tuple[ClusterRow, ...]
    ways: tuple[Markup, ...]
    orders: Grid | None


@dataclass(frozen=True, slots=True)
class Voices:
    """The section."""

    themes: tuple[Themes, ...]
    workshops: tuple[Workshop, ...]


def build(edition: EvidenceEdition) -> Voices | None:
    """Themes and workshops, whichever there are."""
    evidence = edition.documents.evidence
    themes = tuple(_themes(edition, table) for table in evidence.themes if table.domain is None)
    workshops = tuple(_workshop(edition, workshop) for workshop in evidence.workshops)
    return Voices(themes, workshops) if themes or workshops else None


def _themes(edition: EvidenceEdition, table: Table) -> Themes:
    voice = edition.voice
    how = voice.say("Zuordnung: {how}.", "Assignment: {how}.", how=voice.text(how_assigned(table)))
    notes = (how, missing_words(edition, table), withheld_words(edition, table.question, table.withheld))
    return Themes(
        anchor=edition.anchor("voices", "t", table.id),
        title=edition.audience(table.audience),
        label=recruitment_badge(edition, table.recruitment),
        base=voice.plural(table.base_n, ("Person", "Personen"), ("person", "people")),
        bars=table_bars(edition, replace(table, cells=tuple(sorted(table.cells, key=lambda cell: -cell.share)))),
        notes=Markup(" ").join(note for note in notes if note),
        ways=edition.ways_from_table(table),
    )


def _workshop(edition: EvidenceEdition, workshop: WorkshopResult) -> Workshop:
    voice = edition.voice
    if workshop.format is MeetingFormat.DISCUSSION:
        return _discussion(edition, workshop)
    most = max((cluster.dots or 0 for cluster in workshop.clusters), default=0) or 1
    ordered = sorted(workshop.clusters, key=lambda cluster: (-(cluster.dots or 0), cluster.cluster))
    return Workshop(
        title=voice.text(workshop.title),
        facts=_workshop_facts(edition, workshop),
        rows=tuple(_cluster(edition, workshop.workshop, cluster, most) for cluster in ordered),
        ways=edition.ways_from(f"{workshop.workshop}.{cluster.cluster}" for cluster in ordered),
        orders=_orders(edition, workshop),
    )


def _discussion(edition: EvidenceEdition, discussion: WorkshopResult) -> Workshop:
    """A discussion online: nobody knows how many people took part, so its contributions are counted."""
    voice = edition.voice
    counts = {cluster.cluster: cluster.cards or 0 for cluster in discussion.clusters}
    most = max(counts.values(), default=0) or 1
    ordered = sorted(discussion.clusters, key=lambda cluster: (-counts[cluster.cluster], cluster.cluster))
    return Workshop(
        title=voice.text(discussion.title),
        facts=voice.say(
            "Diskussion online bis {day}, {n}",
            "Discussion online until {day}, {n}",
            day=voice.day(discussion.held_on),
            n=_contributions(edition, sum(counts.values())),
        ),
        rows=tuple(_contributed(edition, discussion.workshop, cluster, most) for cluster in ordered),
        ways=edition.ways_from(f"{discussion.workshop}.{cluster.cluster}" for cluster in ordered),
        orders=None,
    )


def _contributed(edition: EvidenceEdition, discussion: str, cluster: ClusterResult, most: int) -> ClusterRow:
    n = cluster.cards or 0
    bar = Bar(edition.voice.text(cluster.title), _contributions(edition, n), Markup(""), share_bar(n / most))
    return ClusterRow(edition.anchor("voices", "cluster", f"{discussion}.{cluster.cluster}"), bar)


def _contributions(edition: EvidenceEdition, number: int) -> Markup:
    return edition.voice.plural(number, ("Beitrag", "Beiträge"), ("contribution", "contributions"))


def _workshop_facts(edition: EvidenceEdition, workshop: WorkshopResult) -> Markup:
    voice = edition.voice
    day = voice.day(workshop.held_on)
    if workshop.participants is None:
        return voice.say("{day}, wenige Teilnehmende", "{day}, few participants", day=day)
    n = voice.count(workshop.participants)
    return voice.say("{day}, {n} Teilnehmende", "{day}, {n} participants", day=day, n=n)


def _cluster(edition: EvidenceEdition, workshop: str, cluster: ClusterResult, most: int) -> ClusterRow:
    voice = edition.voice
    cards = Markup("") if cluster.cards is None else voice.plural(cluster.cards, ("Karte", "Karten"), ("card", "cards"))
    dots = (
        voice.say("zu wenige Punkte", "too few dots")
        if cluster.dots is None
        else voice.plural(cluster.dots, ("Punkt", "Punkte"), ("dot", "dots"))
    )
    bar = Bar(voice.text(cluster.title), dots, cards, share_bar((cluster.dots or 0) / most))
    return ClusterRow(edition.anchor("voices", "cluster", f"{workshop}.{cluster.cluster}"), bar)


def _orders(edition: EvidenceEdition, workshop: WorkshopResult) -> Grid | None:
    voice = edition.voice
    if not workshop.orders:
        return None
    rows = tuple(
        (
            voice.text(order.name),
            voice.join(
                [voice.text(edition.names.get("cluster", f"{workshop.workshop}.{one}")) for one in order.first_clusters]
            ),
        )
        for order in workshop.orders
    )
    head = (voice.say("Gruppe", "Group"), voice.say("Das steht vorn", "Comes first"))
    return Grid(voice.say("Was welche Gruppe nach vorn stellt", "What each group puts first"), head, rows)
