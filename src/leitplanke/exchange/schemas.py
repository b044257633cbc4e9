"""JSON Schemas (draft 2020-12) of handovers, survey files, planning problems and plans, made from the same classes."""

import json
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from leitplanke.exchange.documents import DOCUMENTS, DocumentType
from leitplanke.exchange.planning.documents import KINDS, VERSION
from leitplanke.exchange.surveys.documents import SCHEMA_VERSION, SURVEY_FILES

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, bytes]:
    """The schema of every document and file, by file name."""
    found = {kind.name: schema(kind) for kind in DOCUMENTS.values()}
    found |= {name: survey_schema(name) for name in SURVEY_FILES}
    found |= {name: planning_schema(name) for name in KINDS}
    return {f"{name}.schema.json": _bytes(found[name]) for name in sorted(found)}


def survey_schema(name: str) -> dict[str, Any]:
    """The schema of questionnaire.json or responses.json."""
    body = TypeAdapter(SURVEY_FILES[name]).json_schema(schema_generator=_Closed)
    return _head(name, SCHEMA_VERSION) | {key: value for key, value in body.items() if key != "title"}


def schema(kind: DocumentType) -> dict[str, Any]:
    """The schema of one kind of document; unknown keys are refused, as `from_bytes` does."""
    body = TypeAdapter(kind.document_class).json_schema(schema_generator=_Closed)
    provenance = body["$defs"]["Provenance"]["properties"]
    provenance["document"]["const"] = kind.name
    provenance["schema_version"]["const"] = kind.schema_version
    return _head(kind.name, kind.schema_version) | {key: value for key, value in body.items() if key != "title"}


def planning_schema(name: str) -> dict[str, Any]:
    """The schema of a planning problem or a plan."""
    body = TypeAdapter(KINDS[name]).json_schema(schema_generator=_Closed)
    return _head(name, VERSION) | {key: value for key, value in body.items() if key != "title"}


def _head(name: str, version: int) -> dict[str, Any]:
    return {"$schema": DIALECT, "$id": f"urn:leitplanke:schema:{name}:{version}", "title": f"Leitplanke: {name}"}


class _Closed(GenerateJsonSchema):
    """Every table is closed."""

    def dataclass_schema(self, schema: core_schema.DataclassSchema) -> JsonSchemaValue:
        return super().dataclass_schema(schema) | {"additionalProperties": False}


def _bytes(schema: dict[str, Any]) -> bytes:
    return (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode()
