"""questionnaire.json and responses.json: what `leitplanke survey` reads and writes."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from leitplanke.exchange.json_values import DocumentError, canonical_json, parsed, validated
from leitplanke.kernel.faults import Fault
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Questionnaire, Response

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class QuestionnaireFile:
    """One version of a questionnaire, as a file."""

    questionnaire: Questionnaire
    document: Literal["questionnaire"] = "questionnaire"
    schema_version: Literal[1] = 1


@dataclass(frozen=True, slots=True)
class ResponsesFile:
    """Responses to one version, as a file; `questionnaire_sha256` is that of the questionnaire's canonical file."""

    questionnaire_sha256: str
    responses: tuple[Response, ...]
    document: Literal["responses"] = "responses"
    schema_version: Literal[1] = 1


SURVEY_FILES: dict[str, type[QuestionnaireFile | ResponsesFile]] = {
    "questionnaire": QuestionnaireFile,
    "responses": ResponsesFile,
}


def questionnaire_bytes(questionnaire: Questionnaire) -> bytes:
    """A questionnaire as canonical JSON."""
    return canonical_json(QuestionnaireFile(questionnaire))


def read_questionnaire(data: bytes, *, file: str) -> Questionnaire:
    """The questionnaire in `data`. Raises `DocumentError` with every fault."""
    _require(parsed(data, file=file), "questionnaire", file)
    return validated(QuestionnaireFile, data, file=file).questionnaire


def responses_bytes(responses: tuple[Response, ...], questionnaire: Questionnaire) -> bytes:
    """Responses as canonical JSON, by key, which is random: the order of arrival is gone."""
    digest = sha256(questionnaire_bytes(questionnaire)).hexdigest()
    return canonical_json(ResponsesFile(digest, tuple(sorted(responses, key=lambda one: one.key))))


def read_responses(data: bytes, *, file: str) -> tuple[Response, ...]:
    """The responses in `data`. Raises `DocumentError` with every fault."""
    _require(parsed(data, file=file), "responses", file)
    return validated(ResponsesFile, data, file=file).responses


def _require(raw: object, name: str, file: str) -> None:
    found = (raw.get("document"), raw.get("schema_version")) if isinstance(raw, dict) else (None, None)
    if found != (name, SCHEMA_VERSION):
        problem = Text(f"Das ist keine Datei „{name}“ der Fassung 1.", f"This is no file “{name}” of version 1.")
        remedy = Text("Geben Sie die richtige Datei an.", "Give the right file.")
        raise DocumentError((Fault(file, None, "document", problem, remedy),))
