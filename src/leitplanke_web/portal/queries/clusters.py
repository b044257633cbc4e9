"""From a cluster of a workshop or a discussion on: guardrails that rest on it, and the reply that its people got."""

from leitplanke.kernel.texts import Text
from leitplanke.monitoring.model import ReplyKind
from leitplanke.report.words import REPLY
from leitplanke.strategy.model import EvidenceKind
from leitplanke_web.monitoring.queries import replies_in
from leitplanke_web.participation.queries import workshops
from leitplanke_web.strategy.queries import guardrail_rows, names_to_reply_with
from leitplanke_web.towns.models import Town
from leitplanke_web.towns.questions import BecameOfCluster, ToldReply


def told_replies(town: Town, place: str) -> dict[str, tuple[ToldReply, ...]]:
    """What contributors to one workshop or discussion were told, by cluster, in two queries."""
    names = names_to_reply_with(town)
    found: dict[str, tuple[ToldReply, ...]] = {}
    for reply in replies_in(town, place):
        known = names.guardrails if reply.kind is ReplyKind.GUARDRAIL else names.measures
        one = ToldReply(reply.kind.value, REPLY[reply.kind], known.get(reply.ref, Text("")), reply.reason)
        found[reply.to] = (*found.get(reply.to, ()), one)
    return found


def became_of_clusters(town: Town, workshop: str) -> tuple[BecameOfCluster, ...]:
    """One line per cluster of a recorded workshop or discussion, in four queries; nothing for one without a record."""
    held = next((one for one in workshops(town) if one.id == workshop), None)
    if held is None:
        return ()
    rules = [row.value for row in guardrail_rows(town)]
    told = told_replies(town, workshop)
    found = []
    for cluster in held.clusters:
        name = f"{workshop}.{cluster.id}"
        resting = tuple(
            (rule.id, rule.rule)
            for rule in rules
            if any(link.kind is EvidenceKind.FINDING and link.ref == name for link in rule.evidence)
        )
        found.append(BecameOfCluster(name, cluster.title, resting, told.get(name, ())))
    return tuple(found)
