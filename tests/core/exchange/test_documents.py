import dataclasses
import json
import math
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.handovers import DOCUMENTS_OF_A_TOWN, roadmap
from leitplanke.exchange.documents import DOCUMENTS, DocumentError, digest, document_type, from_bytes, to_bytes
from leitplanke.exchange.json_values import as_written
from leitplanke.kernel.texts import Language, Text
from leitplanke.participation.model import (
    Answer,
    ItemAnswer,
    Missing,
    ParticipationRecord,
    Response,
    ResponseMode,
)
from leitplanke.roadmap.model import Roadmap

READABLE = st.text(st.characters(codec="utf-8"), max_size=20)
TWELVE_DIGITS = st.floats(allow_nan=False, allow_infinity=False).map(lambda value: float(f"{value:.12g}"))


@pytest.mark.parametrize("document", DOCUMENTS_OF_A_TOWN, ids=lambda document: type(document).__name__)
def test_document_returns_from_its_bytes(document):
    data = to_bytes(document)

    assert from_bytes(type(document), data) == document
    assert to_bytes(from_bytes(type(document), data)) == data


def test_bytes_begin_with_the_provenance_and_end_with_a_line():
    text = to_bytes(roadmap()).decode()

    assert text.startswith('{\n "provenance": {\n  "document": "roadmap",\n  "schema_version": 1,\n')
    assert text.endswith("\n}\n")
    assert '"Bürgerbüro"' in text


def test_dictionaries_are_sorted_and_floats_have_twelve_digits():
    document = roadmap(gap=1 / 3, unit_names={"b": Text("B"), "a": Text("A")})

    raw = json.loads(to_bytes(document))

    assert list(raw["unit_names"]) == ["a", "b"]
    assert raw["gap"] == 0.333333333333


@given(gap=TWELVE_DIGITS, name=READABLE, units=st.dictionaries(READABLE, READABLE, max_size=5))
def test_any_text_and_number_returns_unchanged(gap, name, units):
    document = roadmap(
        gap=gap, weights_set_by=Text(name), unit_names={unit: Text(text) for unit, text in units.items()}
    )

    assert from_bytes(Roadmap, to_bytes(document)) == document


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_writing_twice_changes_nothing_more(gap):
    once = from_bytes(Roadmap, to_bytes(roadmap(gap=gap)))

    assert to_bytes(from_bytes(Roadmap, to_bytes(once))) == to_bytes(once)
    assert math.isclose(once.gap, gap, rel_tol=1e-11)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_float_that_is_no_number_is_not_written(value):
    with pytest.raises(ValueError, match="cannot be written"):
        to_bytes(roadmap(gap=value))


FINITE = st.floats(allow_nan=False, allow_infinity=False)
NUMBERS = st.one_of(st.integers(-(10**15), 10**15), FINITE)
ANSWERS = st.one_of(
    st.builds(Answer, st.just("q"), number=NUMBERS),
    st.builds(Answer, st.just("q"), text=READABLE.filter(bool)),
    st.builds(Answer, st.just("q"), items=st.tuples(st.builds(ItemAnswer, st.just("row"), number=NUMBERS))),
    st.builds(Answer, st.just("q"), missing=st.sampled_from(Missing)),
)


@given(st.lists(ANSWERS, min_size=1, max_size=4), st.integers(1, 3))
def test_record_as_written_is_the_record_that_its_bytes_give(answers, times):
    responses = tuple(
        Response(key, "citizens", "open", ResponseMode.ONLINE, "1", tuple(answers)) for key in range(times)
    )
    record = dataclasses.replace(DOCUMENTS_OF_A_TOWN[0], responses=responses)

    back = from_bytes(ParticipationRecord, to_bytes(record))

    assert as_written(record) == back
    assert repr(as_written(record)) == repr(back)  # 1 equals 1.0, and 0.0 equals -0.0


@given(st.dictionaries(READABLE, FINITE, max_size=4), FINITE)
def test_value_as_written_is_rounded_and_sorted_once(numbers, gap):
    document = roadmap(gap=gap, unit_names={key: Text(str(number)) for key, number in numbers.items()})

    once = as_written(document)

    assert repr(once) == repr(from_bytes(Roadmap, to_bytes(document)))
    assert as_written(once) == once


def test_wrong_provenance_is_not_written():
    document = roadmap()
    other = dataclasses.replace(document, provenance=dataclasses.replace(document.provenance, document="strategy"))

    with pytest.raises(ValueError, match="provenance says strategy 1"):
        to_bytes(other)


@pytest.mark.parametrize(
    ("old", "new", "column", "message"),
    [
        ('"document": "roadmap"', '"document": "strategy"', "provenance.document", "not “roadmap” but “strategy”"),
        ('"schema_version": 1', '"schema_version": 2', "provenance.schema_version", "schema version 2 is unknown"),
        ('"months": 24', '"months": 24, "extra": 1', "extra", "Unexpected keyword argument"),
        ('"months": 24', '"months": "24"', "months", "valid integer"),
        ('"months": 24', '"months": 24, "months": 25', "months", "a key stands twice"),
        ('"gap": 0.25', '"gap": NaN', "", "NaN is no number"),
        ('"gap": 0.25', '"gap": 1e999', "", "1e999 is no number"),
        ('"as_of": "2026-06-30"', '"as_of": "2026-02-30"', "provenance.as_of", "valid date"),
        ('"status": "feasible"', '"status": "perfect"', "status", "'optimal', 'feasible' or 'cut_short'"),
        ("{", "[", "", "No valid JSON"),
    ],
)
def test_document_with_a_fault_is_refused(old, new, column, message):
    data = to_bytes(roadmap()).decode().replace(old, new, 1).encode()

    with pytest.raises(DocumentError) as refused:
        from_bytes(Roadmap, data)

    fault = refused.value.faults[0]
    assert (fault.file, fault.column) == ("roadmap.json", column)
    assert message in fault.problem.en


@pytest.mark.parametrize("data", [b"", b"\xff", b"null", b"[" * 100_000, b'{"provenance": 3}'])
def test_bytes_that_are_no_document_are_refused(data):
    with pytest.raises(DocumentError):
        from_bytes(Roadmap, data)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            '"months": 24',
            '"months": 24, "months": 25',
            ("Feld months: „months“ steht doppelt (daneben:", "Nehmen Sie einen der beiden Einträge heraus."),
        ),
        ('"months": 24', '"months": 24 "extra": 1', ("Zeile ", "hier fehlt ein Komma oder eine schließende Klammer")),
        ('"months": 24', '"months": 24, "extra": 1', ("Feld extra: Dieses Feld gibt es hier nicht.",)),
        ('"months": 24', '"months": 24.5', ("Feld months: Hier steht keine ganze Zahl.", "Schreiben Sie eine ganze")),
        ('"months": 24,', "", ("Feld months: Das Feld fehlt. Ergänzen Sie es.",)),
        (
            '"status": "feasible"',
            '"status": "perfect"',
            ("Diesen Wert gibt es hier nicht. Erlaubt: 'optimal', 'feasible' oder 'cut_short'.",),
        ),
        ('"gap": 0.25', '"gap": NaN', ("NaN ist keine Zahl, mit der sich rechnen lässt.", "endliche Zahl")),
        ('"months": 24', f'"months": {"9" * 5000}', ("Eine Zahl hat zu viele Stellen.",)),
    ],
)
def test_a_fault_is_told_in_german_with_its_place_and_remedy(old, new, told):
    data = to_bytes(roadmap()).decode().replace(old, new, 1).encode()

    with pytest.raises(DocumentError) as refused:
        from_bytes(Roadmap, data)

    sentence = refused.value.faults[0].in_language(Language.DE)
    assert [part for part in told if part not in sentence] == []
    assert not re.search(r"[Ee]xpect|should|[Ii]nput|Extra data|keyword", sentence)


def test_every_document_has_its_file_and_version():
    found = {name: (kind.file_name, kind.schema_version, kind.is_confidential) for name, kind in DOCUMENTS.items()}

    assert found == {
        "participation": ("participation.json", 1, True),
        "evidence": ("evidence.json", 1, False),
        "strategy": ("strategy.json", 1, False),
        "roadmap": ("roadmap.json", 1, False),
        "progress": ("progress.json", 1, False),
    }
    assert document_type(Roadmap) is DOCUMENTS["roadmap"]


def test_digest_is_the_sha256_of_the_bytes():
    assert digest(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # FIPS 180-2, B.1


def test_dates_are_written_as_days():
    assert json.loads(to_bytes(roadmap()))["provenance"]["as_of"] == date(2026, 6, 30).isoformat()


def test_record_made_before_questionnaires_grew_keeps_its_bytes():
    record = DOCUMENTS_OF_A_TOWN[0]

    assert digest(to_bytes(record)) == "7f5a759e4e0dc8c98122dc897a8f7d3be4d81f62ac0d8341214eb867832d8231"
