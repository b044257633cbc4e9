"""What a scan said, as files: a table of proposals, and the picture beside each question of each sheet."""

from dataclasses import dataclass
from typing import Literal

from leitplanke.exchange.json_values import canonical_json
from leitplanke.exchange.paper.pictures import png_bytes
from leitplanke.exchange.paper.scan import ReadSheet, ScanFault, ScanReading
from leitplanke.exchange.paper.ticks import ReadBox


@dataclass(frozen=True, slots=True)
class SheetProposal:
    """One sheet: its boxes, the questions at which somebody has to look, pages that are missing, names of pictures."""

    sheet: str
    boxes: tuple[ReadBox, ...]
    doubtful: tuple[str, ...]
    missing_pages: tuple[int, ...]
    pictures: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ProposalsFile:
    """What a scan said. Confidential: it holds what people answered."""

    sheets: tuple[SheetProposal, ...]
    faults: tuple[ScanFault, ...]
    document: Literal["paper_proposals"] = "paper_proposals"
    schema_version: Literal[1] = 1


def proposal_files(reading: ScanReading) -> dict[str, bytes]:
    """Every file by its name: `proposals.json` and the pictures."""
    found: dict[str, bytes] = {}
    sheets = []
    for sheet in reading.sheets:
        names = {question: _names(sheet, question) for question in sheet.pictures}
        for question, pictures in sheet.pictures.items():
            found |= dict(zip(names[question], map(png_bytes, pictures), strict=True))
        sheets.append(SheetProposal(sheet.sheet, sheet.boxes, sheet.doubtful, sheet.missing, names))
    return {"proposals.json": canonical_json(ProposalsFile(tuple(sheets), reading.faults)), **found}


def _names(sheet: ReadSheet, question: str) -> tuple[str, ...]:
    return tuple(f"{sheet.sheet}-{question}-{place}.png" for place in range(1, len(sheet.pictures[question]) + 1))
