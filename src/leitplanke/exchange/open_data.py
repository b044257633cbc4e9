"""An evidence report as open data: cells and code book as CSV and XLSX, the document as JSON, metadata by DCAT-AP.de.

Nothing is computed here, so nothing leaves that disclosure control has not let out; see docs/open-data.md.
"""

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from leitplanke.evidence.model import Cell, EvidenceReport, Table
from leitplanke.exchange.documents import digest, from_bytes
from leitplanke.exchange.tables import CsvField, write_csv
from leitplanke.kernel.licence import Licence
from leitplanke.kernel.texts import Text

FICTITIOUS = Text("erfunden", "fictitious")
_DCAT_LICENCES = {
    Licence.ZERO: "dl-zero-de/2.0",
    Licence.BY: "dl-by-de/2.0",
    Licence.CC_BY: "cc-by/4.0",
    Licence.CC0: "cc-zero",
}
_FORMATS = {
    "csv": ("CSV", "text/csv"),
    "json": ("JSON", "application/json"),
    "xlsx": ("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
_AUTHORITY = "http://publications.europa.eu/resource/authority/"
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "dcatde": "http://dcat-ap.de/def/dcatde/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_CELL_HEADER = (
    *("audience", "frame", "recruitment", "question", "share_of", "by", "group"),
    *("options", "share", "low", "high", "n", "effective_n", "mean_points", "base_n", "weighting", "in_brackets"),
)
_WORD_HEADER = ("question", "option", "kind", "text_de", "text_en")
_MEAN_HEADER = (
    "audience",
    "frame",
    "recruitment",
    "question",
    "lowest",
    "highest",
    "mean",
    "step",
    "low",
    "high",
    "median",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Who publishes under which licence, and where the files will lie (an address that ends in `/`).

    `ags` is the municipality's key (8 digits), `contributor` the address that GovData gave the publisher; both may be
    left out.
    """

    publisher: str
    licence: Licence
    address: str
    ags: str = ""
    contributor: str = ""


def open_data(document: bytes, offer: Offer) -> dict[str, bytes]:
    """The files to publish by name. `document` is evidence.json; same document, same bytes.

    Raises `DocumentError` for what is no evidence report.
    """
    report = from_bytes(EvidenceReport, document)
    files = evidence_tables(report)
    files["evidence.json"] = document
    files["metadata.jsonld"] = _metadata(report, files, offer)
    return files


def evidence_tables(report: EvidenceReport) -> dict[str, bytes]:
    """The report's tables by file name, each as CSV and all in one spreadsheet; same report, same bytes."""
    tables = {"cells": (_CELL_HEADER, list(_cells(report))), "codebook": (_WORD_HEADER, list(_codebook(report)))}
    if means := list(_means(report)):
        tables["means"] = (_MEAN_HEADER, means)
    files = {f"{name}.csv": write_csv(header, rows) for name, (header, rows) in tables.items()}
    return {**files, "evidence.xlsx": _spreadsheet(tables, report)}


def _spreadsheet(tables: Mapping[str, tuple[Sequence[str], list[list[CsvField]]]], report: EvidenceReport) -> bytes:
    """A sheet per table; text is never a formula, numbers are numbers."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - slow, and most readers of this module want no spreadsheet

    out, day = io.BytesIO(), report.provenance.as_of
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": _title(report).de, "created": datetime(day.year, day.month, day.day, tzinfo=UTC)})
        bold = book.add_format({"bold": True})
        for name, (header, rows) in tables.items():
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, header, bold)
            sheet.freeze_panes(1, 0)
            for place, row in enumerate(rows, start=1):
                sheet.write_row(place, 0, row)
    return out.getvalue()


def _cells(report: EvidenceReport) -> Iterator[list[CsvField]]:
    for table in (*report.tables, *report.themes):
        for cell in table.cells:
            yield _cell(table, cell)


def _cell(table: Table, cell: Cell) -> list[CsvField]:
    group = ("", "") if table.domain is None else (table.domain.variable, " ".join(table.domain.categories))
    return [
        *(table.audience, table.frame, table.recruitment.value, table.question, table.share_of.value, *group),
        " ".join(cell.options),
        *(_decimal(number) for number in (cell.share, cell.low, cell.high)),
        cell.n,
        *(_decimal(number) for number in (cell.effective_n, cell.mean_points)),
        table.base_n,
        table.weighting.value,
        "yes" if table.in_brackets else "no",
    ]


def _means(report: EvidenceReport) -> Iterator[list[CsvField]]:
    for table in report.tables:
        centre = table.centre
        if centre is not None:
            numbers = (centre.lowest, centre.highest, centre.mean, centre.step, centre.low, centre.high)
            median = " ".join(centre.median)
            head = (table.audience, table.frame, table.recruitment.value, table.question)
            yield [*head, *(_decimal(number) for number in numbers), median]


def _codebook(report: EvidenceReport) -> Iterator[list[CsvField]]:
    """Every question and option with its words; options of all questions that are told."""
    for audience, name in sorted(report.audience_names.items()):
        yield ["", audience, "audience", name.de, name.en]
    for question, text in sorted(report.question_texts.items()):
        yield [question, "", "question", text.de, text.en]
    for key, text in sorted(report.option_texts.items()):
        question, _, option = key.rpartition(".")
        yield [question, option, "option", text.de, text.en]


def _decimal(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(f"{number:.12g}")


def _metadata(report: EvidenceReport, files: Mapping[str, bytes], offer: Offer) -> bytes:
    """One dataset with a distribution per file."""
    origin = report.provenance
    title = _title(report)
    dataset: dict[str, object] = {
        "@context": _CONTEXT,
        "@id": f"{offer.address}metadata.jsonld#dataset",
        "@type": "dcat:Dataset",
        "dct:title": _words(title),
        "dct:description": _words(_description(report)),
        "dct:identifier": f"sha256:{digest(files['evidence.json'])}",
        "dct:modified": {"@type": "xsd:date", "@value": origin.as_of.isoformat()},
        "dct:publisher": {"@type": "foaf:Organization", "foaf:name": offer.publisher},
        "dct:language": [{"@id": f"{_AUTHORITY}language/{code}"} for code in ("DEU", "ENG")],
        "dcat:theme": {"@id": f"{_AUTHORITY}data-theme/GOVE"},
        "dcat:keyword": ["Beteiligung", "Umfrage", "Digitalisierung", "E-Government", origin.town_name],
        "dcatde:politicalGeocodingLevelURI": {"@id": "http://dcat-ap.de/def/politicalGeocoding/Level/municipality"},
        "dcat:distribution": [_distribution(name, data, offer) for name, data in sorted(files.items())],
    }
    if offer.ags:
        key = f"http://dcat-ap.de/def/politicalGeocoding/municipalityKey/{offer.ags}"
        dataset["dcatde:politicalGeocodingURI"] = {"@id": key}
    if offer.contributor:
        dataset["dcatde:contributorID"] = {"@id": offer.contributor}
    return (json.dumps(dataset, ensure_ascii=False, indent=2) + "\n").encode()


def _distribution(name: str, data: bytes, offer: Offer) -> dict[str, object]:
    kind, media = _FORMATS[name.rpartition(".")[2]]
    found: dict[str, object] = {
        "@type": "dcat:Distribution",
        "dct:title": name,
        "dcat:accessURL": {"@id": f"{offer.address}{name}"},
        "dcat:downloadURL": {"@id": f"{offer.address}{name}"},
        "dct:format": {"@id": f"{_AUTHORITY}file-type/{kind}"},
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{media}"},
        "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(len(data))},
        "dct:license": {"@id": f"http://dcat-ap.de/def/licenses/{_DCAT_LICENCES[offer.licence]}"},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": digest(data),
        },
    }
    if offer.licence.wants_source:
        found["dcatde:licenseAttributionByText"] = offer.publisher
    return found


def _title(report: EvidenceReport) -> Text:
    town, is_fictitious = report.provenance.town_name, report.provenance.is_fictitious
    notes = (f" ({FICTITIOUS.de})", f" ({FICTITIOUS.en})") if is_fictitious else ("", "")
    return Text(
        f"Was {town} von digitalen Angeboten erwartet{notes[0]}", f"What {town} expects of digital services{notes[1]}"
    )


def _description(report: EvidenceReport) -> Text:
    n = sum(response.n for response in report.responses)
    minimum = report.rules.minimum_cell
    return Text(
        f"Anteile und Mittelwerte aus {n} Antworten, je Zielgruppe und Erhebung, mit Gewichtung und Unsicherheit, wo "
        f"es sie gibt. Zahlen, aus denen man auf weniger als {minimum} Personen schließen könnte, fehlen. Offene "
        "Befragungen sind keine Hochrechnung auf alle.",
        f"Shares and means of {n} responses, by audience and survey, with weighting and uncertainty where there is "
        f"any. Numbers that would tell of fewer than {minimum} people are left out. Open surveys are no estimate for "
        "everybody.",
    )


def _words(text: Text) -> list[dict[str, str]]:
    return [{"@language": "de", "@value": text.de}, {"@language": "en", "@value": text.en}]
