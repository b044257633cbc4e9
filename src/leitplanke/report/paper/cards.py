"""The cards of a wall, 10 × 15 cm each, to hang beside those written by hand."""

from collections.abc import Sequence
from dataclasses import dataclass

from leitplanke.kernel.bidi import isolated
from leitplanke.report.paper.pdf import laid_out, pdf_bytes


@dataclass(frozen=True, slots=True)
class WallCard:
    """What is printed of a card: its words and, small, its cluster. Never its group: a card belongs to the room."""

    words: str
    cluster: str = ""

    @property
    def size(self) -> str:
        """A class: long texts in smaller letters, so that each stays on its card."""
        return "short" if len(self.words) <= 60 else "medium" if len(self.words) <= 160 else "long"


def print_cards(cards: Sequence[WallCard], *, title: str, language: str) -> bytes:
    """One page of 150 × 100 mm for each card, as PDF/UA. Raises `MissingPangoError`, `FaultyPdfError`."""
    shown = [WallCard(isolated(card.words), isolated(card.cluster)) for card in cards]
    return pdf_bytes(laid_out("cards.html", cards=shown, title=isolated(title), lang=language))
