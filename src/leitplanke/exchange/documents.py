"""The five handover documents as bytes and back (docs/decisions/0002-handover-documents.md)."""

from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar

from leitplanke.evidence.model import EvidenceReport
from leitplanke.exchange.json_values import DocumentError, canonical_json, parsed, validated
from leitplanke.kernel.faults import Fault
from leitplanke.kernel.texts import Text
from leitplanke.monitoring.model import Progress
from leitplanke.participation.model import ParticipationRecord
from leitplanke.roadmap.model import Roadmap
from leitplanke.strategy.model import Strategy

Document = ParticipationRecord | EvidenceReport | Strategy | Roadmap | Progress
D = TypeVar("D", bound=Document)


@dataclass(frozen=True, slots=True)
class DocumentType:
    """One kind of handover document. `is_confidential`: readable by its owner alone."""

    name: str
    document_class: type[Document]
    schema_version: int
    is_confidential: bool = False

    @property
    def file_name(self) -> str:
        """The name of its file."""
        return f"{self.name}.json"


DOCUMENTS: dict[str, DocumentType] = {
    kind.name: kind
    for kind in (
        DocumentType("participation", ParticipationRecord, 1, is_confidential=True),
        DocumentType("evidence", EvidenceReport, 1),
        DocumentType("strategy", Strategy, 1),
        DocumentType("roadmap", Roadmap, 1),
        DocumentType("progress", Progress, 1),
    )
}


def document_type(document_class: type) -> DocumentType:
    """The kind of document that `document_class` holds."""
    return next(kind for kind in DOCUMENTS.values() if kind.document_class is document_class)


def to_bytes(document: Document) -> bytes:
    """The canonical JSON of a document.

    Fields in the order of the classes, keys of dictionaries sorted, floats rounded to 12 significant digits, indent 1,
    UTF-8, a final newline. Raises ValueError for a float that is not finite, or a wrong name or version in the
    provenance.
    """
    kind = document_type(type(document))
    if (document.provenance.document, document.provenance.schema_version) != (kind.name, kind.schema_version):
        raise ValueError(f"provenance says {document.provenance.document} {document.provenance.schema_version}")
    return canonical_json(document)


def from_bytes(document_class: type[D], data: bytes) -> D:
    """The document in `data`. Raises `DocumentError` unless it is a `document_class` of the known schema version."""
    kind = document_type(document_class)
    _require_head(kind, parsed(data, file=kind.file_name))
    return validated(document_class, data, file=kind.file_name)


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal: what the next document's provenance names."""
    return sha256(data).hexdigest()


def _require_head(kind: DocumentType, raw: object) -> None:
    provenance = raw.get("provenance") if isinstance(raw, dict) else None
    head = provenance if isinstance(provenance, dict) else {}
    name, version = head.get("document"), head.get("schema_version")
    if name != kind.name:
        raise _refusal(
            kind,
            "provenance.document",
            Text(f"Das ist nicht „{kind.name}“, sondern „{name}“.", f"This is not “{kind.name}” but “{name}”."),
            Text("Geben Sie die richtige Datei an.", "Give the right document."),
        )
    if version != kind.schema_version:
        raise _refusal(
            kind,
            "provenance.schema_version",
            Text(f"Die Schemafassung {version} ist unbekannt.", f"The schema version {version} is unknown."),
            Text(f"Dieses Programm liest Fassung {kind.schema_version}.", f"It reads version {kind.schema_version}."),
        )


def _refusal(kind: DocumentType, column: str, problem: Text, remedy: Text) -> DocumentError:
    return DocumentError((Fault(kind.file_name, None, column, problem, remedy),))
