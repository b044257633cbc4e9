"""Where each box of a printed questionnaire stands: the data file that its printing leaves and its reading needs."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from typing import Final, Literal

from leitplanke.exchange.json_values import DocumentError, canonical_json, parsed, validated
from leitplanke.exchange.surveys.documents import questionnaire_bytes
from leitplanke.kernel.faults import Fault, require
from leitplanke.kernel.texts import Text
from leitplanke.participation.codes import ALPHABET
from leitplanke.participation.model import Questionnaire

PAGE_WIDTH_MM: Final = 210.0
PAGE_HEIGHT_MM: Final = 297.0
CORNER_INSET_MM: Final = 10.0  # of the corner marks' outer edges: no printer leaves out that much
CORNER_SIZE_MM: Final = 5.0
MARK_RIGHT_MM: Final = 190.0
MARK_TOP_MM: Final = 9.0
MODULE_MM: Final = 0.7  # of the QR mark: four dots of a scan with 150 dots per inch
FINGERPRINT_CHARACTERS: Final = 8
MOST_PAGES: Final = 40


class PaperSize(StrEnum):
    """How large the letters are."""

    NORMAL = "normal"  # 14 points
    LARGE = "large"  # 20 points


@dataclass(frozen=True, slots=True)
class Box:
    """One place on a page, counted from 1, in millimetres from its upper left corner.

    `parts` and `value` say which answer it is, as in `participation.paper.Place`; a box without `value` is written in.
    """

    question: str
    parts: tuple[str, ...]
    value: str
    page: int
    x: float
    y: float
    width: float
    height: float

    def __post_init__(self) -> None:
        is_on_paper = 0 <= self.x <= self.x + self.width <= PAGE_WIDTH_MM and (
            0 <= self.y <= self.y + self.height <= PAGE_HEIGHT_MM
        )
        require(
            holds=is_on_paper and min(self.width, self.height) > 0,
            field="boxes",
            problem=Text("Ein Kästchen liegt nicht auf dem Blatt.", "A box is not on the paper."),
            remedy=Text("Drucken Sie den Bogen neu.", "Print the sheet anew."),
        )


@dataclass(frozen=True)  # without slots: the fingerprint is worked out once
class PaperLayout:
    """A printed questionnaire for one audience in one language; `questionnaire_sha256` is of its canonical file."""

    questionnaire: str
    questionnaire_sha256: str
    audience: str
    language: str
    size: PaperSize
    pages: int
    boxes: tuple[Box, ...]

    def __post_init__(self) -> None:
        require(
            holds=1 <= self.pages <= MOST_PAGES and all(1 <= box.page <= self.pages for box in self.boxes),
            field="pages",
            problem=Text(f"Der Bogen hätte {self.pages} Seiten.", f"The sheet would have {self.pages} pages."),
            remedy=Text(f"Höchstens {MOST_PAGES} sind möglich.", f"At most {MOST_PAGES} are possible."),
        )

    @cached_property
    def fingerprint(self) -> str:
        """What the mark of every page says about its layout: 40 bits of the layout's SHA-256 in the codes' alphabet."""
        bits = int.from_bytes(sha256(canonical_json(self)).digest()[:5])
        return "".join(ALPHABET[bits >> 5 * place & 31] for place in reversed(range(FINGERPRINT_CHARACTERS)))

    def on_page(self, page: int) -> tuple[Box, ...]:
        """The boxes of a page."""
        return tuple(box for box in self.boxes if box.page == page)

    def require_of(self, questionnaire: Questionnaire) -> None:
        """Refuse a layout of another questionnaire. Raises `InvalidValueError`."""
        require(
            holds=self.questionnaire_sha256 == digest_of(questionnaire),
            field="questionnaire_sha256",
            problem=Text("Dieser Bogen gehört zu einer anderen Umfrage.", "This sheet belongs to another survey."),
            remedy=Text("Nehmen Sie die Datei, die beim Drucken entstand.", "Take the file that printing wrote."),
        )


@dataclass(frozen=True, slots=True)
class PaperLayoutFile:
    """A layout, as a file."""

    layout: PaperLayout
    document: Literal["paper_layout"] = "paper_layout"
    schema_version: Literal[1] = 1


def digest_of(questionnaire: Questionnaire) -> str:
    """The SHA-256 of the questionnaire's canonical file."""
    return sha256(questionnaire_bytes(questionnaire)).hexdigest()


def layout_bytes(layout: PaperLayout) -> bytes:
    """A layout as canonical JSON."""
    return canonical_json(PaperLayoutFile(layout))


def read_layout(data: bytes, *, file: str) -> PaperLayout:
    """The layout in `data`. Raises `DocumentError` with every fault."""
    raw = parsed(data, file=file)
    if not isinstance(raw, dict) or (raw.get("document"), raw.get("schema_version")) != ("paper_layout", 1):
        problem = Text(
            "Das ist keine Datei „paper_layout“ der Fassung 1.", "This is no file “paper_layout” of version 1."
        )
        remedy = Text("`leitplanke survey paper` schreibt sie neben das PDF.", "`leitplanke survey paper` writes it.")
        raise DocumentError((Fault(file, None, "document", problem, remedy),))
    return validated(PaperLayoutFile, data, file=file).layout
