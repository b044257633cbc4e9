"""The files of a published version. What single people said is never among them: the record of answers stays inside."""

from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

from leitplanke.exchange.documents import DOCUMENTS, digest
from leitplanke.exchange.open_data import Offer, evidence_tables, open_data
from leitplanke.kernel.licence import Licence
from leitplanke.kernel.texts import Language
from leitplanke.kernel.town import TownProfile
from leitplanke.report.edition import Documents
from leitplanke.report.html import render_report
from leitplanke.report.results.content import Document, document_of
from leitplanke.report.results.pdf import results_pdf
from leitplanke.report.results.word import results_docx
from leitplanke.report.strategy_papers.papers import paper
from leitplanke_web.portal.models import Publication
from leitplanke_web.portal.queries.published import contents_of, documents_of, sources_of
from leitplanke_web.portal.queries.roadmap_files import NAMES as ROADMAP_FILES
from leitplanke_web.portal.queries.roadmap_files import roadmap_file
from leitplanke_web.towns.models import Town

MOST_KEPT = 24  # files in memory per process
MOST_DOCUMENTS = 8  # laid out for print, in memory per process: each takes seconds of work
MEDIA_TYPES = {
    "json": "application/json",
    "jsonld": "application/ld+json",
    "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "xml": "application/xml",
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

_JSON = {kind.file_name: kind for kind in DOCUMENTS.values() if not kind.is_confidential}
METADATA = "metadata.jsonld"
_TABLES = ("cells.csv", "means.csv", "codebook.csv", "evidence.xlsx")
NAMES = (*_JSON, *_TABLES, *ROADMAP_FILES, METADATA, "report.html")
PAPERS = {"strategy": "strategy", "strategy-plain": "plain", "guardrails": "guardrails"}
PRINTED = tuple(f"{name}.{kind}" for name in ("results", *PAPERS) for kind in ("pdf", "docx"))
ONE_MEASURE = "measure-"  # and its identifier: the profile of this measure

_one_makes = Lock()
_one_prints = Lock()


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


def data_files(publication: Publication, offer: Offer | None) -> tuple[DataFile, ...]:
    """All files of a version, in the order of the chain; metadata only under a licence, so with an `offer`."""
    found = (_found(publication, name, offer) for name in NAMES)
    return tuple(file for file in found if file is not None)


def data_file(publication: Publication, name: str, offer: Offer | None) -> DataFile:
    """One file of a version, from memory where it is there; KeyError for a name that it has not."""
    found = _found(publication, name, offer) if name in NAMES else None
    if found is None:
        raise KeyError(name)
    return found


def printed_file(publication: Publication, name: str, language: Language) -> DataFile:
    """One of `PRINTED` or a measure's profile, from memory where it is there. Raises KeyError, `MissingPangoError`."""
    if not is_printed(name):
        raise KeyError(name)
    digests = tuple(sorted(publication.digests.items()))
    with _one_prints:
        content = _printed(publication.town_id, publication.profile, digests, name, language)
    return DataFile(name, content, digest(content), 0)


def is_printed(name: str) -> bool:
    """Whether it is a file for people, in their language."""
    return name in PRINTED or (name.startswith(ONE_MEASURE) and name.endswith((".pdf", ".docx")))


def licence_of(publication: Publication, town: Town) -> Licence | None:
    """The licence under which a version was published; without one the licence that the town has chosen since."""
    return Licence(publication.licence) if publication.licence else town.details.licence


def _found(publication: Publication, name: str, offer: Offer | None) -> DataFile | None:
    digests = tuple(sorted(publication.digests.items()))
    with _one_makes:
        return _made(publication.town_id, publication.profile, digests, name, offer if name == METADATA else None)


@lru_cache(maxsize=MOST_DOCUMENTS)
def _printed(
    town: str, profile: TownProfile, digests: tuple[tuple[str, str], ...], name: str, language: Language
) -> bytes:
    stem, _, kind = name.rpartition(".")
    found = documents_of(Publication(town_id=town, profile=profile, digests=dict(digests)))
    document = _document(found, stem, language)
    return results_pdf(document) if kind == "pdf" else results_docx(document, as_of=profile.as_of)


def _document(found: Documents, stem: str, language: Language) -> Document:
    if stem == "results":
        return document_of(found.evidence, language=language, sha256=found.digests["evidence.json"])
    sources = sources_of(found)
    if stem in PAPERS:
        return paper(PAPERS[stem], sources, language=language)
    return paper("measures", sources, language=language, measures=(stem.removeprefix(ONE_MEASURE),))


@lru_cache(maxsize=MOST_KEPT)
def _made(
    town: str, profile: TownProfile, digests: tuple[tuple[str, str], ...], name: str, offer: Offer | None
) -> DataFile | None:
    content = _content(Publication(town_id=town, profile=profile, digests=dict(digests)), name, offer)
    if content is None:
        return None
    return DataFile(name, content, digest(content), _JSON[name].schema_version if name in _JSON else 0)


def _content(publication: Publication, name: str, offer: Offer | None) -> bytes | None:
    """What the file holds; None for a file that this version has not."""
    if name == METADATA:
        evidence = contents_of(Town(pk=publication.town_id), {"evidence": publication.digests["evidence"]})["evidence"]
        return None if offer is None else open_data(evidence, offer)[METADATA]
    if name in _TABLES:
        return evidence_tables(documents_of(publication).evidence).get(name)
    if name in _JSON:
        stage = _JSON[name].name
        return contents_of(Town(pk=publication.town_id), {stage: publication.digests[stage]})[stage]
    found = documents_of(publication)
    if name in ROADMAP_FILES:
        return roadmap_file(found, name)
    return render_report(
        profile=found.profile,
        evidence=found.evidence,
        strategy=found.strategy,
        roadmap=found.roadmap,
        progress=found.progress,
        digests=found.digests,
    ).encode()
