"""A letter and a paper sheet with one number: one answers online or on paper, and what comes second is refused.

They stand one behind the other in one file, so that nobody has to bring letters and sheets together by hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leitplanke.exchange.paper.layout import PaperSize
from leitplanke.report.paper.letters import Invitation, letters
from leitplanke.report.paper.pdf import pages_bytes
from leitplanke.report.paper.sheets import PrintedSheets, Sender, sheet_document, sheet_layout
from leitplanke.report.paper.stamps import stamp

if TYPE_CHECKING:
    from leitplanke.participation.model import Questionnaire


def print_letters_with_sheets(
    invitation: Invitation,
    questionnaire: Questionnaire,
    *,
    audience: str,
    numbers: tuple[str, ...],
    sender: Sender,
    size: PaperSize = PaperSize.NORMAL,
) -> PrintedSheets:
    """For each number a letter, then its sheet, in the invitation's language; letters have pages in an even number.

    So printed on both sides of the paper no sheet begins on the back of a letter. Every number must be a code of
    `participation.codes`. Raises `MissingPangoError`.
    """
    letter = letters(invitation, numbers, with_sheets=True)
    sheet = sheet_document(questionnaire, audience, size, invitation.language, sender, fillable="")
    layout = sheet_layout(sheet, questionnaire, audience, size, invitation.language)
    before = len(letter.pages) // len(numbers)
    pages = [
        page
        for place in range(len(numbers))
        for page in (*letter.pages[place * before : (place + 1) * before], *sheet.pages)
    ]
    pdf = pages_bytes(sheet, pages, finish=lambda pdf: stamp(pdf, layout, numbers, before=before))
    return PrintedSheets(pdf, layout)
