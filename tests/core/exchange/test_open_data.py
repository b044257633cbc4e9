"""An evidence report as files for machines and spreadsheets."""

import csv
import io
import json
from hashlib import sha256

import pytest

from factories.every_answer import every_answer
from factories.participation import POPULATION, PROVENANCE
from leitplanke.cli import main
from leitplanke.evidence.report import report_evidence
from leitplanke.exchange.documents import to_bytes
from leitplanke.exchange.open_data import Offer, open_data
from leitplanke.kernel.licence import Licence

OFFER = Offer(publisher="Stadt Testheim", licence=Licence.BY, address="https://t.example/d/", ags="06999001")


@pytest.fixture(scope="module")
def report():
    return report_evidence(
        every_answer(), populations=(POPULATION,), themes=(), priority_question="order", provenance=PROVENANCE
    )


@pytest.fixture(scope="module")
def files(report):
    return open_data(to_bytes(report), OFFER)


def rows(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_cells_are_those_of_the_report(report, files):
    told = rows(files["cells.csv"])

    expected = [(table.question, " ".join(cell.options), cell.share) for table in report.tables for cell in table.cells]
    found = [(row["question"], row["options"], float(row["share"].replace(",", "."))) for row in told]
    assert found == [(question, options, pytest.approx(share)) for question, options, share in expected]
    assert {row["share_of"] for row in told} == {"people", "preference"}


def test_means_and_words_stand_beside_them(report, files):
    means = {row["question"]: row["mean"] for row in rows(files["means.csv"])}
    words = {(row["question"], row["option"]): row["text_de"] for row in rows(files["codebook.csv"])}

    assert means["content"] == "4,5"
    assert means["income"] == ""
    assert words["content", "7"] == "7 (sehr)"
    assert words["likert-web", ""] == "likert? die Seite"
    assert set(report.option_texts) == {f"{q}.{o}" for q, o in words if q and o}


def test_metadata_name_every_file_with_its_digest_and_licence(files):
    told = json.loads(files["metadata.jsonld"])
    digests = {one["dct:title"]: one["spdx:checksum"]["spdx:checksumValue"] for one in told["dcat:distribution"]}

    assert digests == {name: sha256(data).hexdigest() for name, data in files.items() if name != "metadata.jsonld"}
    assert told["dct:identifier"] == f"sha256:{digests['evidence.json']}"
    assert {one["dct:license"]["@id"] for one in told["dcat:distribution"]} == {
        "http://dcat-ap.de/def/licenses/dl-by-de/2.0"
    }
    assert {one["dcatde:licenseAttributionByText"] for one in told["dcat:distribution"]} == {"Stadt Testheim"}
    assert told["dcatde:politicalGeocodingURI"]["@id"].endswith("/municipalityKey/06999001")
    assert told["dct:title"][0]["@value"].endswith("(erfunden)")


def test_command_writes_what_the_function_makes(tmp_path, report, files, capsys):
    document = tmp_path / "evidence.json"
    document.write_bytes(to_bytes(report))
    offer = ["--publisher", "Stadt Testheim", "--licence", "dl-de/by-2-0", "--ags", "06999001"]

    code = main(["publish", str(document), "--out", str(tmp_path / "o"), *offer, "--address", "https://t.example/d"])

    assert code == 0
    assert {path.name: path.read_bytes() for path in (tmp_path / "o").iterdir()} == files
    assert "metadata.jsonld" in capsys.readouterr().out
