"""Published versions and their documents, which never change: what was once parsed is kept in memory."""

import threading
from collections.abc import Callable
from functools import lru_cache

from django.db.models import QuerySet

from leitplanke.evidence.model import EvidenceReport
from leitplanke.exchange.documents import DOCUMENTS, Document, from_bytes
from leitplanke.kernel.town import TownProfile
from leitplanke.monitoring.model import Progress
from leitplanke.report.edition import Documents
from leitplanke.roadmap.model import Roadmap
from leitplanke.strategy.model import Strategy
from leitplanke_web.evidence import queries as evidence
from leitplanke_web.monitoring import queries as monitoring
from leitplanke_web.participation import queries as participation
from leitplanke_web.portal.models import Publication
from leitplanke_web.roadmap import queries as roadmap
from leitplanke_web.strategy import queries as strategy
from leitplanke_web.towns.models import Town

MOST_PARSED = 64  # documents in memory per process; some megabytes each in a large town

_BYTES: dict[str, Callable[[Town, str], bytes]] = {
    "participation": participation.document,
    "evidence": evidence.document,
    "strategy": strategy.document,
    "roadmap": roadmap.document,
    "progress": monitoring.document,
}
_one_parses = threading.Lock()


def publications(town: Town) -> QuerySet[Publication]:
    """All published versions, the current one first."""
    return Publication.objects.filter(town=town).order_by("-number")


def current_publication(town: Town) -> Publication | None:
    """What the town's public pages show; None before anything was published."""
    return publications(town).first()


def document_bytes(town: Town, name: str, sha256: str) -> bytes:
    """The handover document `name` of the town with this digest, as the core wrote it. Raises `DoesNotExist`."""
    return _BYTES[name](town, sha256)


def documents_of(publication: Publication) -> Documents:
    """The public documents of a published version, as values of the core."""
    return parsed_documents(Town(pk=publication.town_id), profile=publication.profile, digests=publication.digests)


def parsed_documents(town: Town, *, profile: TownProfile, digests: dict[str, str]) -> Documents:
    """The public documents that `digests` names by stage, of a run or of a published version."""
    found = {name: _parsed(town, name, digests[name]) for name in DOCUMENTS if name != "participation"}
    evidence_report, strategy_, roadmap_, progress = found.values()
    assert isinstance(evidence_report, EvidenceReport)
    assert isinstance(strategy_, Strategy)
    assert isinstance(roadmap_, Roadmap)
    assert isinstance(progress, Progress)
    # In the order of the chain, which a JSON column does not keep: the report lists them.
    by_file = {kind.file_name: digests[name] for name, kind in DOCUMENTS.items()}
    return Documents(profile, evidence_report, strategy_, roadmap_, progress, by_file)


def _parsed(town: Town, name: str, sha256: str) -> Document:
    """From memory, or read and parsed by one thread while the others wait."""
    with _one_parses:
        return _parse(town.pk, name, sha256)


@lru_cache(maxsize=MOST_PARSED)
def _parse(town_id: str, name: str, sha256: str) -> Document:
    return from_bytes(DOCUMENTS[name].document_class, document_bytes(Town(pk=town_id), name, sha256))
