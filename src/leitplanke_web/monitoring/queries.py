"""Reports and replies of a town, as the core's values."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from leitplanke.kernel.texts import Text
from leitplanke.monitoring.model import Reply as ReplyValue
from leitplanke.monitoring.model import StatusRow as StatusRowValue
from leitplanke.monitoring.replies import published_themes
from leitplanke_web.evidence.queries import report_of
from leitplanke_web.monitoring.models import ProgressDocument, Reply, StatusRow
from leitplanke_web.participation.queries import workshops
from leitplanke_web.towns.models import Town
from leitplanke_web.towns.parts import part_values
from leitplanke_web.towns.questions import latest_digest


@dataclass(frozen=True, slots=True)
class Answerable:
    """A cluster or theme: what a reply calls it, in words, where it was said, the reply with its version (0: none)."""

    to: str
    title: Text
    place: Text
    reply: ReplyValue | None
    version: int


def status_rows(town: Town) -> tuple[StatusRowValue, ...]:
    """What lead units reported."""
    return part_values(StatusRow, town)


def replies(town: Town) -> tuple[ReplyValue, ...]:
    """What contributors were told."""
    return part_values(Reply, town)


def reply_rows(town: Town) -> dict[str, Reply]:
    """The replies with their versions, by what they reply to."""
    return {row.identifier: row for row in Reply.objects.filter(town=town)}


def replies_in(town: Town, place: str) -> tuple[ReplyValue, ...]:
    """What those were told who contributed to one workshop or discussion."""
    found = Reply.objects.filter(town=town, identifier__startswith=f"{place}.")
    return tuple(found.values_list("value", flat=True))


def answerable(town: Town) -> tuple[Answerable, ...]:
    """Clusters of the record, and themes that the latest finished run could publish; in four queries."""
    rows = reply_rows(town)

    def one(to: str, title: Text, place: Text) -> Answerable:
        row = rows.get(to)
        return Answerable(to, title, place, None if row is None else row.value, 0 if row is None else row.version)

    clusters = [
        one(f"{each.id}.{part.id}", part.title, each.title) for each in workshops(town) for part in each.clusters
    ]
    evidence = report_of(town, latest_digest(town, "evidence"))
    if evidence is None:
        return tuple(clusters)
    themes = [(*name.split(".themes."), name) for name in published_themes(evidence)]
    return (
        *clusters,
        *(one(to, evidence.theme_names[theme], evidence.audience_names[audience]) for audience, theme, to in themes),
    )


def reply_part() -> type[Reply]:
    """What replies are kept in, to be read along with others."""
    return Reply


def documents(town: Town, sha256: str) -> QuerySet[Any, tuple[str, bytes]]:
    """Handover 5 with this digest, if the town has it."""
    return ProgressDocument.contents(town, sha256)
