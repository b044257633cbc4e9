"""Where everything comes from, and how to repeat it."""

from dataclasses import dataclass

from markupsafe import Markup

from leitplanke.kernel.provenance import Provenance, Source
from leitplanke.report.edition import Edition
from leitplanke.report.parts import Grid

DIGEST_GROUP = 8


@dataclass(frozen=True, slots=True)
class ProvenanceView:
    """The section."""

    version: str
    seed: int
    documents: Grid
    sources: Grid | None


def build(edition: Edition) -> ProvenanceView:
    """Hashes of the documents and of everything that they were made from."""
    voice, documents = edition.voice, edition.documents
    chain: tuple[Provenance, ...] = (
        documents.evidence.provenance,
        documents.strategy.provenance,
        documents.roadmap.provenance,
        documents.progress.provenance,
    )
    known = set(documents.digests)
    sources = {source.name: source for one in chain for source in one.made_from if source.name not in known}
    head = (voice.say("Datei", "File"), Markup("SHA-256"))
    written = [Source(name, digest) for name, digest in documents.digests.items()]
    return ProvenanceView(
        version=documents.roadmap.provenance.program_version,
        seed=documents.roadmap.provenance.seed,
        documents=Grid(voice.say("Dokumente dieses Laufs", "Documents of this run"), head, _rows(written)),
        sources=Grid(
            voice.say("Daraus berechnet; Dateien in Normalform", "Computed from; files in canonical form"),
            head,
            _rows(sorted(sources.values(), key=lambda source: source.name)),
        )
        if sources
        else None,
    )


def _rows(sources: list[Source]) -> tuple[tuple[Markup, ...], ...]:
    return tuple((Markup("{}").format(source.name), _digest(source.sha256)) for source in sources)


def _digest(sha256: str) -> Markup:
    """The digest with places to break, so that it fits a phone and can still be copied whole."""
    groups = [sha256[start : start + DIGEST_GROUP] for start in range(0, len(sha256), DIGEST_GROUP)]
    return Markup("<code>{}</code>").format(Markup("<wbr>").join(groups))
