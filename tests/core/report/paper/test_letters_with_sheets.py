from datetime import date

import pypdfium2
import pytest

from factories.every_kind import every_kind
from leitplanke.exchange.paper.scan import read_scan
from leitplanke.kernel.texts import Text
from leitplanke.participation.codes import shown_code
from leitplanke.report.paper.letters import Invitation
from leitplanke.report.paper.letters_with_sheets import print_letters_with_sheets
from leitplanke.report.paper.sheets import Sender

UNTIL = date(2026, 9, 30)
INVITATION = Invitation(Text("Erlenbach"), Text("Was zuerst?"), UNTIL, "https://example.org/erlenbach/umfrage/")


@pytest.fixture(scope="module")
def made(sheet_numbers):
    return print_letters_with_sheets(
        INVITATION, every_kind(), audience="citizens", numbers=sheet_numbers, sender=Sender(until=UNTIL)
    )


def _pages(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def test_letter_stands_before_its_sheet_and_both_begin_on_a_leaf_of_their_own(made, sheet_numbers):
    pages = _pages(made.pdf)
    letters = {place: page for place, page in enumerate(pages) if "Ihr Zugangscode" in page}
    sheets = [place for place, page in enumerate(pages) if "Seite 1 von" in page]

    assert [shown_code(one).replace("-", "") in page.replace(" ", "") for one, page in zip(
        sheet_numbers, letters.values(), strict=True)] == [True, True]  # fmt: skip
    assert all("dieselbe Nummer" in page for page in letters.values())
    assert sheets == [place + 2 for place in letters]
    assert len(pages) == 2 * (2 + made.layout.pages)
    assert all(place % 2 == 0 for place in (*letters, *sheets))


def test_scan_of_the_whole_file_finds_each_sheet_with_the_number_of_its_letter(made, sheet_numbers):
    found = read_scan(made.pdf, every_kind(), [made.layout], file="print.pdf")

    assert [one.sheet for one in found.sheets] == list(sheet_numbers)
    assert [one.missing for one in found.sheets] == [(), ()]
