"""Letters and labels with one-time access codes: to nobody in particular, because no code belongs to a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import segno
from babel.dates import format_date

from leitplanke.kernel.texts import PLAIN, Text
from leitplanke.participation.codes import shown_code
from leitplanke.report.paper.pdf import laid_out, pdf_bytes

if TYPE_CHECKING:
    from datetime import date

    from weasyprint import Document

LABELS_A_PAGE: Final = 24  # 70 × 37 mm, three in a row: what every shop sells


@dataclass(frozen=True, slots=True)
class Invitation:
    """To what people are invited: whose survey, until when, at which address, in which language (a tag or `plain`).

    `note` says that a town is invented.
    """

    town: Text
    title: Text
    closes_on: date
    address: str
    language: str = "de"
    note: Text = Text("")  # noqa: RUF009 - Text is frozen


@dataclass(frozen=True, slots=True)
class _Coded:
    """A code with its groups apart, and the QR mark of its address: the code stands behind the number sign."""

    groups: tuple[str, ...]
    mark: str


def print_letters(invitation: Invitation, codes: tuple[str, ...]) -> bytes:
    """One A4 letter for each code, as PDF/UA. Raises `MissingPangoError`."""
    return pdf_bytes(letters(invitation, codes, with_sheets=False))


def letters(invitation: Invitation, codes: tuple[str, ...], *, with_sheets: bool) -> Document:
    """The laid-out letters. `with_sheets`: they speak of the sheet behind them, and have pages in an even number."""
    laid = _laid_out("letters.html", invitation, codes, with_sheets=with_sheets, is_padded=False)
    if with_sheets and len(laid.pages) // len(codes) % 2:
        return _laid_out("letters.html", invitation, codes, with_sheets=with_sheets, is_padded=True)
    return laid


def print_labels(invitation: Invitation, codes: tuple[str, ...]) -> bytes:
    """Labels with 24 codes to a page, as PDF/UA. Raises `MissingPangoError`."""
    return pdf_bytes(_laid_out("labels.html", invitation, codes))


def _laid_out(template: str, invitation: Invitation, codes: tuple[str, ...], **more: bool) -> Document:
    tag = "de" if invitation.language == PLAIN else invitation.language
    coded = [_coded(invitation.address, code) for code in codes]
    return laid_out(
        template,
        invitation=invitation,
        lang=tag,
        coded=coded,
        pages=[coded[first : first + LABELS_A_PAGE] for first in range(0, len(coded), LABELS_A_PAGE)],
        day=format_date(invitation.closes_on, "long", locale=tag if tag in {"de", "en"} else "en"),
        told=lambda text: text.told(invitation.language),
        ours=lambda de, en: de if tag == "de" else en,
        **more,
    )


def _coded(address: str, code: str) -> _Coded:
    shown = shown_code(code)
    mark = segno.make(f"{address}#{shown}", error="m").svg_data_uri(border=0, scale=4)
    return _Coded(tuple(shown.split("-")), mark)
