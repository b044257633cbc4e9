"""The files of a published version. What single people said is never among them: the record of answers stays inside."""

from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

from leitplanke.exchange.documents import DOCUMENTS, digest
from leitplanke.kernel.licence import Licence
from leitplanke.kernel.town import TownProfile
from leitplanke.report.html import render_report
from leitplanke.report.table import roadmap_csv
from leitplanke_web.portal.models import Publication
from leitplanke_web.portal.queries.published import contents_of, documents_of
from leitplanke_web.towns.models import Town

MOST_KEPT = 24  # files in memory per process
MEDIA_TYPES = {"json": "application/json", "csv": "text/csv; charset=utf-8", "html": "text/html; charset=utf-8"}

_JSON = {kind.file_name: kind for kind in DOCUMENTS.values() if not kind.is_confidential}
NAMES = (*_JSON, "roadmap.csv", "report.html")

_one_makes = Lock()


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file that everybody may have. `schema_version` is 0 where there is no schema."""

    name: str
    content: bytes
    sha256: str
    schema_version: int

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.content)

    @property
    def media_type(self) -> str:
        """What a browser is told that it is."""
        return MEDIA_TYPES[self.name.rpartition(".")[2]]


def data_files(publication: Publication) -> tuple[DataFile, ...]:
    """All files of a version, in the order of the chain."""
    return tuple(data_file(publication, name) for name in NAMES)


def data_file(publication: Publication, name: str) -> DataFile:
    """One file of a version, from memory where it is there; KeyError for a name that is none of `NAMES`."""
    if name not in NAMES:
        raise KeyError(name)
    digests = tuple(sorted(publication.digests.items()))
    with _one_makes:
        return _made(publication.town_id, publication.profile, digests, name)


def licence_of(publication: Publication, town: Town) -> Licence | None:
    """The licence under which a version was published; without one the licence that the town has chosen since."""
    return Licence(publication.licence) if publication.licence else town.details.licence


@lru_cache(maxsize=MOST_KEPT)
def _made(town: str, profile: TownProfile, digests: tuple[tuple[str, str], ...], name: str) -> DataFile:
    content = _content(Publication(town_id=town, profile=profile, digests=dict(digests)), name)
    return DataFile(name, content, digest(content), _JSON[name].schema_version if name in _JSON else 0)


def _content(publication: Publication, name: str) -> bytes:
    if name in _JSON:
        stage = _JSON[name].name
        return contents_of(Town(pk=publication.town_id), {stage: publication.digests[stage]})[stage]
    found = documents_of(publication)
    if name == "roadmap.csv":
        return roadmap_csv(evidence=found.evidence, strategy=found.strategy, roadmap=found.roadmap)
    return render_report(
        profile=found.profile,
        evidence=found.evidence,
        strategy=found.strategy,
        roadmap=found.roadmap,
        progress=found.progress,
        digests=found.digests,
    ).encode()
