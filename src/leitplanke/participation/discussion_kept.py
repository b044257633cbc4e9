"""A discussion as it moves with its town: what everybody may read of it, in the form of the record.

Enters: the draft, titles of clusters, contributions without key and receipt. Leaves: the same, checked. Must not: hold
words that nobody reads yet or any more, single votes, or an order that tells who came when (docs/decisions/0027).
"""

from dataclasses import dataclass

from leitplanke.kernel.faults import require
from leitplanke.kernel.ids import require_id, require_unique
from leitplanke.kernel.texts import Text
from leitplanke.participation.discussion import (
    MOST_CONTRIBUTION,
    MOST_REASON,
    MOST_TITLE,
    ContributionWay,
    Discussion,
    Standing,
    require_reason,
)
from leitplanke.participation.model import Cluster


@dataclass(frozen=True, slots=True)
class KeptContribution:
    """One contribution: with its words if everybody reads them, else with the reason, or as withdrawn."""

    standing: Standing
    way: ContributionWay
    text: str = ""
    reason: str = ""
    cluster: str = ""

    def __post_init__(self) -> None:
        require(
            holds=self.standing is not Standing.WAITING,
            field="standing",
            problem=Text("Über den Beitrag ist noch nicht entschieden.", "Nobody has decided on it yet."),
            remedy=Text("Geben Sie ihn frei oder blenden Sie ihn aus.", "Show it or hide it."),
        )
        require(
            holds=bool(self.text.strip()) is (self.standing is Standing.SHOWN),
            field="text",
            problem=Text("Worte hat genau, was alle lesen.", "Exactly what everybody reads has words."),
            remedy=Text("Ergänzen oder streichen Sie sie.", "Add them or take them out."),
        )
        require_reason(self.standing, self.reason)
        _require_short(self.text, MOST_CONTRIBUTION, "text")
        _require_short(self.reason, MOST_REASON, "reason")


@dataclass(frozen=True, slots=True)
class KeptDiscussion:
    """A discussion with its clusters and contributions, the latter in an order that follows from what they say."""

    id: str
    discussion: Discussion
    is_draft: bool = False
    is_closed: bool = False
    clusters: tuple[Cluster, ...] = ()
    contributions: tuple[KeptContribution, ...] = ()

    def __post_init__(self) -> None:
        require_id(self.id)
        require(
            holds=not (self.is_draft and (self.is_closed or self.contributions)),
            field="is_draft",
            problem=Text("Ein Entwurf hat weder Beiträge noch ein Ende.", "A draft has no contributions and no end."),
            remedy=Text("Streichen Sie is_draft.", "Take is_draft out."),
        )
        require_unique(tuple(one.id for one in self.clusters), "clusters")
        for cluster in self.clusters:
            _require_short(cluster.title.de, MOST_TITLE, "clusters")
        known = {"", *(one.id for one in self.clusters)}
        for one in self.contributions:
            require(
                holds=one.cluster in known,
                field="cluster",
                problem=Text(f"Das Bündel „{one.cluster}“ gibt es nicht.", f"There is no cluster “{one.cluster}”."),
                remedy=Text("Nennen Sie eines der Diskussion, oder keines.", "Name one of the discussion, or none."),
            )


def kept_order(contribution: KeptContribution) -> tuple[str, str, str, str, str]:
    """What contributions are sorted by: their own words, so that the order tells nothing else."""
    return (
        contribution.cluster,
        contribution.standing,
        contribution.text,
        contribution.reason,
        contribution.way,
    )


def _require_short(words: str, most: int, field: str) -> None:
    require(
        holds=len(words) <= most,
        field=field,
        problem=Text("Das ist zu lang.", "This is too long."),
        remedy=Text(f"Erlaubt sind {most} Zeichen.", f"{most} characters are allowed."),
    )
