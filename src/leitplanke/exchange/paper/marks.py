"""The mark of a printed page: which layout, which sheet, which page. Printed as a QR code, read from a scan."""

import re
from dataclasses import dataclass
from typing import Final

import segno

from leitplanke.exchange.paper.layout import FINGERPRINT_CHARACTERS
from leitplanke.participation.codes import MistypedCodeError, read_code

_FORM: Final = re.compile(rf"LP1-([0-9A-Z]{{{FINGERPRINT_CHARACTERS}}})-([0-9A-Z]{{13}})-([0-9]{{2}})")
_VERSION: Final = 2  # 25 × 25 modules hold 29 letters and digits and mend a quarter of themselves
MODULES: Final = 25


@dataclass(frozen=True, slots=True)
class PageMark:
    """A page, from 1, of the sheet with this number, printed in the layout with this fingerprint."""

    fingerprint: str
    sheet: str
    page: int

    def text(self) -> str:
        """What the mark says."""
        return f"LP1-{self.fingerprint}-{self.sheet}-{self.page:02}"

    def modules(self) -> tuple[tuple[bool, ...], ...]:
        """The QR code, row by row; True is black."""
        code = segno.make(self.text(), version=_VERSION, error="q", mode="alphanumeric", boost_error=False)
        return tuple(tuple(bool(module) for module in row) for row in code.matrix)


def read_mark(text: str) -> PageMark | None:
    """What a QR code says, if it is a mark of ours and its sheet number holds together."""
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    try:
        return PageMark(found[1], read_code(found[2]), int(found[3]))
    except MistypedCodeError:
        return None
