"""Published versions and their documents, which never change: what was once parsed is kept in memory."""

import threading
from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet

from leitplanke.evidence.model import EvidenceReport
from leitplanke.exchange.documents import DOCUMENTS, Document, from_bytes
from leitplanke.kernel.town import TownProfile
from leitplanke.monitoring.model import Progress
from leitplanke.report.edition import Documents
from leitplanke.report.strategy_papers.telling import Sources
from leitplanke.roadmap.model import Roadmap
from leitplanke.strategy.model import Strategy
from leitplanke_web.evidence import queries as evidence
from leitplanke_web.monitoring import queries as monitoring
from leitplanke_web.participation import queries as participation
from leitplanke_web.portal.models import Publication
from leitplanke_web.portal.queries.kept import Kept
from leitplanke_web.roadmap import queries as roadmap
from leitplanke_web.strategy import queries as strategy
from leitplanke_web.towns.models import Town

MOST_PARSED = 64  # documents in memory per process; some megabytes each in a large town

_STORED: dict[str, Callable[[Town, str], QuerySet[Any, tuple[str, bytes]]]] = {
    "participation": participation.documents,
    "evidence": evidence.documents,
    "strategy": strategy.documents,
    "roadmap": roadmap.documents,
    "progress": monitoring.documents,
}
_parsed: Kept[Document] = Kept(room=MOST_PARSED, size=lambda _document: 1)
_one_parses = threading.Lock()


def publications(town: Town) -> QuerySet[Publication]:
    """All versions that were ever published, the latest first, with whether they were taken back."""
    return Publication.objects.filter(town=town).select_related("withdrawal", "exemption").order_by("-number")


def current_publication(town: Town) -> Publication | None:
    """What the town's public pages show: the latest version that was not taken back; None where there is none."""
    return publications(town).filter(withdrawal=None).first()


def published_evidence(town: Town) -> tuple[bytes, ...]:
    """The evidence reports that were ever published, the oldest first: whoever kept one that was taken back has it."""
    rows = Publication.objects.filter(town=town).order_by("number").values_list("digests", flat=True)
    digests = tuple(dict.fromkeys(one["evidence"] for one in rows))
    found = evidence.contents(town, digests)
    return tuple(found[sha256] for sha256 in digests)


def contents_of(town: Town, digests: Mapping[str, str]) -> dict[str, bytes]:
    """The handover documents of the town that `digests` names by stage, as the core wrote them, in one query.

    Raises `ObjectDoesNotExist` unless the town has them all.
    """
    first, *others = (_STORED[name](town, sha256) for name, sha256 in digests.items())
    stored = dict(first.union(*others, all=True) if others else first)
    missing = [name for name, sha256 in digests.items() if sha256 not in stored]
    if missing:
        raise ObjectDoesNotExist(f"{', '.join(missing)} of {town.pk} does not exist")
    return {name: bytes(stored[sha256]) for name, sha256 in digests.items()}


def documents_of(publication: Publication) -> Documents:
    """The public documents of a published version, as values of the core."""
    return parsed_documents(Town(pk=publication.town_id), profile=publication.profile, digests=publication.digests)


def parsed_documents(town: Town, *, profile: TownProfile, digests: dict[str, str]) -> Documents:
    """The public documents that `digests` names by stage, of a run or of a published version."""
    found = _documents(town, {name: digests[name] for name in DOCUMENTS if name != "participation"})
    evidence_report, strategy_, roadmap_, progress = found
    assert isinstance(evidence_report, EvidenceReport)
    assert isinstance(strategy_, Strategy)
    assert isinstance(roadmap_, Roadmap)
    assert isinstance(progress, Progress)
    # In the order of the chain, which a JSON column does not keep: the report lists them.
    by_file = {kind.file_name: digests[name] for name, kind in DOCUMENTS.items()}
    return Documents(profile, evidence_report, strategy_, roadmap_, progress, by_file)


def sources_of(documents: Documents) -> Sources:
    """What the papers about a strategy are told from."""
    names = ("evidence.json", "strategy.json", "roadmap.json")
    digests = {name: documents.digests[name] for name in names if name in documents.digests}
    return Sources(documents.strategy, documents.evidence, documents.roadmap, digests)


def _documents(town: Town, digests: Mapping[str, str]) -> list[Document]:
    """In the order of `digests`: from memory, or read and parsed by one thread while the others wait."""
    with _one_parses:
        known = {name: _parsed.find((town.pk, name, sha256)) for name, sha256 in digests.items()}
        missing = {name: digests[name] for name, document in known.items() if document is None}
        contents = contents_of(town, missing) if missing else {}
        return [document or _parse(town, name, digests[name], contents[name]) for name, document in known.items()]


def _parse(town: Town, name: str, sha256: str, content: bytes) -> Document:
    return _parsed.keep((town.pk, name, sha256), from_bytes(DOCUMENTS[name].document_class, content))
