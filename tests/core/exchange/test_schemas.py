import json

import pytest
from jsonschema import Draft202012Validator

from factories.handovers import DOCUMENTS_OF_A_TOWN, roadmap
from leitplanke.exchange.documents import DOCUMENTS, document_type, to_bytes
from leitplanke.exchange.schemas import schema, schemas


def test_published_schemas_are_current(pytestconfig):
    folder = pytestconfig.rootpath / "docs" / "schemas"

    assert {path.name: path.read_bytes() for path in folder.iterdir()} == schemas()


@pytest.mark.parametrize("kind", DOCUMENTS.values(), ids=DOCUMENTS)
def test_schema_is_valid_and_has_its_name(kind):
    found = schema(kind)

    Draft202012Validator.check_schema(found)
    assert found["$id"] == f"urn:leitplanke:schema:{kind.name}:1"


@pytest.mark.parametrize("document", DOCUMENTS_OF_A_TOWN, ids=lambda document: type(document).__name__)
def test_document_is_valid_by_its_schema(document):
    validator = Draft202012Validator(schema(document_type(type(document))))

    assert list(validator.iter_errors(json.loads(to_bytes(document)))) == []


@pytest.mark.parametrize(
    "change",
    [{"extra": 1}, {"months": "24"}, {"status": "perfect"}, {"provenance": None}],
    ids=lambda change: next(iter(change)),
)
def test_schema_refuses_what_the_reader_refuses(change):
    raw = json.loads(to_bytes(roadmap())) | change

    assert not Draft202012Validator(schema(DOCUMENTS["roadmap"])).is_valid(raw)


def test_schema_of_one_document_refuses_another():
    raw = json.loads(to_bytes(roadmap()))
    raw["provenance"]["document"] = "strategy"

    assert not Draft202012Validator(schema(DOCUMENTS["roadmap"])).is_valid(raw)
