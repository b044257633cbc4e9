"""The five handover documents as bytes and back (docs/decisions/0002-handover-documents.md)."""

import json
import math
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from hashlib import sha256
from typing import Any, TypeVar

import pydantic_core
from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from leitplanke.evidence.model import EvidenceReport
from leitplanke.kernel.faults import Fault, FaultyInputError, InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.monitoring.model import Progress
from leitplanke.participation.model import ParticipationRecord
from leitplanke.roadmap.model import Roadmap
from leitplanke.strategy.model import Strategy

Document = ParticipationRecord | EvidenceReport | Strategy | Roadmap | Progress
D = TypeVar("D", bound=Document)

SIGNIFICANT_DIGITS = 12


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


class DocumentError(FaultyInputError):
    """Bytes that are not the handover document that was asked for."""


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
    return pydantic_core.to_json(plain(document), indent=1, ensure_ascii=False) + b"\n"


def from_bytes(document_class: type[D], data: bytes) -> D:
    """The document in `data`. Raises `DocumentError` unless it is a `document_class` of the known schema version."""
    kind = document_type(document_class)
    _require_head(kind, _parsed(kind, data))
    try:
        found: D = _adapter(kind.name).validate_json(data, strict=True, extra="forbid")
    except ValidationError as errors:
        faults = (_fault(kind, error) for error in errors.errors(include_url=False, include_input=False))
        raise DocumentError(tuple(faults)) from errors
    return found


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal: what the next document's provenance names."""
    return sha256(data).hexdigest()


@cache
def _adapter(name: str) -> TypeAdapter[Any]:  # Any: the class is looked up by name
    return TypeAdapter(DOCUMENTS[name].document_class)


def plain(value: object) -> object:
    """`value` in tables, lists and plain values, floats rounded."""
    if isinstance(value, StrEnum):
        return value.value
    if value is None or isinstance(value, str | int | date):
        return value
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    if isinstance(value, float):
        return _rounded(value)
    if isinstance(value, dict):
        return {str(key): plain(value[key]) for key in sorted(value, key=str)}
    return {name: plain(getattr(value, name)) for name in value.__dataclass_fields__}  # type: ignore[attr-defined]  # nothing else is left


def _rounded(value: float) -> float:
    if not math.isfinite(value):
        raise ValueError(f"{value} cannot be written")
    return float(f"{value:.{SIGNIFICANT_DIGITS}g}") + 0.0  # + 0.0 turns -0.0 into 0.0


def _parsed(kind: DocumentType, data: bytes) -> object:
    try:
        return json.loads(data.decode("utf-8"), parse_constant=_refuse, parse_float=_finite, object_pairs_hook=_table)
    except (ValueError, RecursionError) as error:
        raise _refusal(kind, "", Text(f"Kein gültiges JSON: {error}.", f"No valid JSON: {error}."), Text("")) from error


def _refuse(constant: str) -> float:
    raise ValueError(f"{constant} is no number")


def _finite(text: str) -> float:
    value = float(text)
    return value if math.isfinite(value) else _refuse(text)


def _table(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


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


def _fault(kind: DocumentType, error: ErrorDetails) -> Fault:
    column = ".".join(str(part) for part in error["loc"])
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, InvalidValueError):
        return Fault(kind.file_name, None, f"{column}.{cause.field}".strip("."), cause.problem, cause.remedy)
    problem = Text(
        f"Der Wert passt nicht zum Schema ({error['msg']}).", f"The value is not as the schema wants ({error['msg']})."
    )
    return Fault(kind.file_name, None, column, problem, Text("Siehe docs/schemas.", "See docs/schemas."))
