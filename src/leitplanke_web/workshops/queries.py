"""Reading workshops: for staff what was said, for a phone what its step asks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db.models import BinaryField, Count, QuerySet, Value

from leitplanke.kernel.texts import Text
from leitplanke.participation.meeting import (
    Agenda,
    Cast,
    Gathered,
    Minutes,
    MinutesPhoto,
    Noted,
    NotedKind,
    Pinned,
    Result,
    Step,
    StepKind,
    StepMinutes,
    result_of,
)
from leitplanke.participation.meeting.marks import pair_id, pairs_of
from leitplanke_web.towns.models import Town
from leitplanke_web.workshops.mapping import consistency_note, too_few_note
from leitplanke_web.workshops.models import Ballot, Card, Cluster, Note, Participant, Photo, Workshop, WorkshopState
from leitplanke_web.workshops.tokens import digest

if TYPE_CHECKING:
    from leitplanke.strategy.priorities import PairwiseWeights


@dataclass(frozen=True, slots=True)
class Board:
    """The cards of a step: its clusters with theirs, and those that hang by themselves."""

    clusters: tuple[tuple[Cluster, tuple[Card, ...]], ...]
    single: tuple[Card, ...]

    @property
    def count(self) -> int:
        """How many cards hang."""
        return len(self.single) + sum(len(cards) for _, cards in self.clusters)


@dataclass(frozen=True, slots=True)
class ShownPhoto:
    """What a page needs of a photo."""

    pk: int
    words: str
    width: int
    height: int


def planned_workshops(town: Town) -> frozenset[str]:
    """How the workshops are called that were planned here, whether or not they were held since."""
    return frozenset(Workshop.objects.filter(town=town).order_by().values_list("identifier", flat=True))


def unfinished_workshops(town: Town) -> tuple[str, ...]:
    """Those that nobody has closed yet, so that the record does not know them."""
    rows = Workshop.objects.filter(town=town).exclude(state=WorkshopState.CLOSED)
    return tuple(rows.values_list("identifier", flat=True))


def photo_count(town: Town) -> int:
    """How many photos of walls the town has."""
    return Photo.objects.filter(town=town).count()


def note_count(town: Town) -> int:
    """How many decisions and open points stand in the minutes of the town."""
    return Note.objects.filter(town=town).count()


def workshops(town: Town) -> QuerySet[Workshop]:
    """The town's workshops, the latest planned first."""
    return Workshop.objects.filter(town=town).order_by("-position")


def workshop(town: Town, identifier: str) -> Workshop | None:
    """The workshop with this identifier."""
    return _of(town, Workshop.objects.filter(town=town, identifier=identifier))


def workshop_with_code(town: Town, code: str) -> Workshop | None:
    """The workshop that this code opens."""
    return _of(town, Workshop.objects.filter(town=town, code=code))


def _of(town: Town, rows: QuerySet[Workshop]) -> Workshop | None:
    """The one row, with the town that is known already."""
    row = rows.first()
    if row is not None:
        row.town = town
    return row


def participant(workshop: Workshop, token: str) -> Participant | None:
    """Whose phone holds this token."""
    return Participant.objects.filter(workshop=workshop, key=digest(token)).first() if token else None


def joined(workshop: Workshop) -> dict[str, int]:
    """How many phones joined, by group."""
    rows = Participant.objects.filter(workshop=workshop).values("group").annotate(number=Count("pk")).order_by("group")
    return {row["group"]: row["number"] for row in rows}


def board(workshop: Workshop, step: str) -> Board:
    """What hangs on the board of a step, without hidden cards."""
    cards = list(Card.objects.filter(workshop=workshop, step=step, reason=""))
    clusters = list(Cluster.objects.filter(workshop=workshop, step=step))
    return _board(cards, clusters)


def hidden_cards(workshop: Workshop, step: str) -> list[Card]:
    """Cards that somebody hid, with the reason."""
    return list(Card.objects.filter(workshop=workshop, step=step).exclude(reason=""))


def clusters(workshop: Workshop, step: str) -> list[Cluster]:
    """The clusters of a step."""
    return list(Cluster.objects.filter(workshop=workshop, step=step))


def own_cards(person: Participant, step: str) -> list[Card]:
    """What this phone wrote in a step."""
    return list(Card.objects.filter(author=person, step=step))


def own_marks(person: Participant, step: str) -> dict[str, float]:
    """What this phone marked in a step."""
    row = Ballot.objects.filter(participant=person, step=step).first()
    return {} if row is None else {mark.item: mark.value for mark in row.marks}


def notes(workshop: Workshop) -> list[Note]:
    """Decisions and open points, in the order in which they were noted."""
    return list(Note.objects.filter(workshop=workshop))


def step_result(workshop: Workshop, step: Step) -> StepMinutes:
    """What a step in which people mark something has brought so far."""
    rows = Ballot.objects.filter(workshop=workshop, step=step.id)
    named = clusters(workshop, step.board) if step.kind is StepKind.DOTS else []
    return _step_minutes(workshop.value, step, rows, named)


def casts(rows: Iterable[Ballot]) -> list[Cast]:
    """The marks of each person."""
    return [Cast(row.group, row.marks) for row in rows]


def pinned(rows: Iterable[Card]) -> list[Pinned]:
    """The cards for the record."""
    return [Pinned(row.group, row.text, f"c{row.cluster_id}" if row.cluster_id else "") for row in rows]


def people_and_photos(workshop: Workshop) -> tuple[dict[str, int], list[ShownPhoto]]:
    """How many phones joined, by group, and the photos without their content: in one query."""
    people = Participant.objects.filter(workshop=workshop).order_by().values("group").annotate(number=Count("pk"))
    groups = people.values_list(Value(0), "group", "number", Value(0))
    pictures = Photo.objects.filter(workshop=workshop).order_by().values_list("pk", "words", "width", "height")
    rows = sorted(groups.union(pictures, all=True))
    return {name: number for pk, name, number, _ in rows if not pk}, [ShownPhoto(*row) for row in rows if row[0]]


def _people_and_printed(workshop: Workshop) -> tuple[dict[str, int], tuple[MinutesPhoto, ...]]:
    """The same with the content of the photos."""
    people = Participant.objects.filter(workshop=workshop).order_by().values("group").annotate(number=Count("pk"))
    nothing = Value(b"", output_field=BinaryField())
    groups = people.values_list(Value(0), "group", "number", nothing)
    pictures = Photo.objects.filter(workshop=workshop).order_by().values_list("pk", "words", "width", "content")
    rows = sorted(groups.union(pictures, all=True), key=lambda row: row[:2])
    photos = tuple(MinutesPhoto(bytes(content), words) for pk, words, _, content in rows if pk)
    return {name: number for pk, name, number, _ in rows if not pk}, photos


def minutes(workshop: Workshop, noted: Iterable[Note], *, joined: Mapping[str, int]) -> Minutes:
    """What the minutes tell now, in three queries whatever the number of steps."""
    town = workshop.town
    agenda: Agenda = workshop.value
    found = list(Card.objects.filter(workshop=workshop, reason=""))
    named = list(Cluster.objects.filter(workshop=workshop))
    ballots = defaultdict(list)
    for row in Ballot.objects.filter(workshop=workshop):
        ballots[row.step].append(row)
    steps = []
    for step in agenda.steps:
        if step.kind is StepKind.CARDS:
            here = _board(
                [card for card in found if card.step == step.id], [one for one in named if one.step == step.id]
            )
            steps.append(StepMinutes(step, gathered=_gathered(here)))
        elif ballots[step.id]:
            mine = [one for one in named if one.step == step.board]
            steps.append(_step_minutes(agenda, step, ballots[step.id], mine))
    return Minutes(
        town=town.profile.name,
        agenda=agenda,
        present=workshop.present or joined,
        steps=tuple(steps),
        noted=tuple(Noted(NotedKind(row.kind), row.words, row.who, row.until) for row in noted),
        is_fictitious=town.profile.is_fictitious,
    )


def whole_minutes(workshop: Workshop) -> Minutes:
    """The minutes with the photos, as they are printed."""
    joined, photos = _people_and_printed(workshop)
    return replace(minutes(workshop, notes(workshop), joined=joined), photos=photos)


def photos(workshop: Workshop) -> list[Photo]:
    """The photos without their content."""
    return list(Photo.objects.filter(workshop=workshop).defer("content"))


def photo(workshop: Workshop, number: int) -> Photo | None:
    """One of them."""
    return Photo.objects.filter(workshop=workshop, pk=number).first()


def _step_minutes(agenda: Agenda, step: Step, rows: Iterable[Ballot], named: list[Cluster]) -> StepMinutes:
    voted = casts(rows)
    told = _result(agenda, step, voted, [one.identifier for one in named])
    if told is None:
        return StepMinutes(step, voters=len(voted), note=too_few_note(agenda, len(voted)))
    words = {one.identifier: Text(one.title) for one in named} | {one.id: one.words for one in step.topics}
    note = Text("")
    if step.kind is StepKind.PAIRS:
        told, note = _weighed(step, told)
    return StepMinutes(step, voters=told.voters, result=told, item_words=words, note=note)


def _board(cards: list[Card], named: list[Cluster]) -> Board:
    by_cluster = defaultdict(list)
    for card in cards:
        by_cluster[card.cluster_id].append(card)
    return Board(tuple((one, tuple(by_cluster[one.pk])) for one in named), tuple(by_cluster[None]))


def _gathered(here: Board) -> tuple[Gathered, ...]:
    hung = [Gathered(cluster.title, tuple(card.text for card in cards)) for cluster, cards in here.clusters if cards]
    return (*hung, *([Gathered("", tuple(card.text for card in here.single))] if here.single else []))


def _result(agenda: Agenda, step: Step, voted: list[Cast], named: list[str]) -> Result | None:
    if step.kind is StepKind.DOTS:
        items = named
    elif step.kind is StepKind.PAIRS:
        items = [pair_id(*pair) for pair in pairs_of(step)]
    else:
        items = [topic.id for topic in step.topics]
    return result_of(step, voted, items=items, minimum=agenda.minimum_group)


def _weighed(step: Step, told: Result) -> tuple[Result, Text]:
    """Comparisons of a group are combined pair by pair, and weighed afterwards, with a sentence on how far they fit.

    See docs/methods/workshop-results.md.
    """
    from leitplanke.strategy.priorities import Comparison, weigh_pairs  # noqa: PLC0415 - numpy

    def weigh(numbers: tuple[tuple[float, ...], ...]) -> PairwiseWeights:
        pairs = zip(pairs_of(step), numbers, strict=True)
        return weigh_pairs(Comparison(first, second, value) for (first, second), (value,) in pairs)

    def weights(numbers: tuple[tuple[float, ...], ...]) -> tuple[tuple[float, ...], ...]:
        return tuple((weight,) for weight in weigh(numbers).weights)

    weighed = Result(
        step=told.step,
        voters=told.voters,
        items=tuple(topic.id for topic in step.topics),
        everybody=weights(told.everybody),
        groups={name: weights(numbers) for name, numbers in told.groups.items()},
        told_voters=told.told_voters,
    )
    return weighed, consistency_note(step, weigh(told.everybody))


def contradictions(step: Step, marks: Mapping[str, float]) -> str:
    """Where one person's comparisons do not fit, as three names with what was told; empty where they do."""
    from leitplanke.strategy.priorities import Comparison, weigh_pairs  # noqa: PLC0415 - numpy

    told = weigh_pairs(Comparison(first, second, marks[pair_id(first, second)]) for first, second in pairs_of(step))
    odd = told.contradiction
    return "" if told.is_consistent or odd is None else f"{odd.first}~{odd.second}~{odd.third}"
