"""The gate refuses what it is there to refuse."""

import io

import pikepdf
import pytest

from leitplanke.report.paper.pdf import require_pango
from pdf_ua import faults

HEAD = '<html lang="de"><head><title>Titel</title></head><body>'
TABLE = '<table><tr><th scope="col">a</th></tr><tr><td>1</td></tr></table>'
GOOD = f'{HEAD}<h1>Titel</h1><p>Text</p>{TABLE}<img alt="Ein Punkt" src="{{dot}}"></body></html>'
DOT = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'%3E%3Crect width='9' height='9'/%3E%3C/svg%3E"  # noqa: E501 - one address


def written(page, *, variant="pdf/ua-1"):
    require_pango()
    from weasyprint import HTML  # noqa: PLC0415 - it loads the system's Pango

    return HTML(string=page.replace("{dot}", DOT)).write_pdf(pdf_variant=variant)


def changed(content, change):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def test_sound_file_passes():
    assert faults(written(GOOD)) == []


@pytest.mark.parametrize(
    ("planted", "fault"),
    [
        (GOOD.replace(' lang="de"', ""), "no language"),
        (GOOD.replace("<title>Titel</title>", ""), "no title"),
        (GOOD.replace(' alt="Ein Punkt"', ""), "a figure without alternative text"),
        (GOOD.replace("<h1>Titel</h1>", "<h1>Titel</h1><h3>tief</h3>"), "a heading of level 3 below one of level 1"),
        (GOOD.replace("<h1>Titel</h1>", "<p>Titel</p>"), "no headings"),
        (GOOD.replace('<th scope="col">a</th>', "<td>a</td>"), "a table without headers"),
        (GOOD.replace("<td>1</td>", "<td>1</td><td>2</td>"), "a table cell without header"),
    ],
)
def test_planted_fault_is_found(planted, fault):
    assert faults(written(planted)) == [fault]


def test_file_that_claims_nothing_is_refused():
    assert {"no structure", "not marked as tagged", "does not claim PDF/UA-1"} <= set(
        faults(written(GOOD, variant=None))
    )


def test_long_file_without_bookmarks_is_refused():
    pages = GOOD.replace("<p>Text</p>", "<p style='break-after:page'>Text</p>" * 5)

    assert faults(written(pages)) == []
    assert faults(changed(written(pages), lambda pdf: pdf.Root.__delitem__("/Outlines"))) == ["no bookmarks"]


def test_font_that_is_not_inside_is_named():
    def strip(pdf):
        for font in pdf.pages[0].Resources.Font.values():
            descriptor = font.DescendantFonts[0].FontDescriptor
            for key in ("/FontFile2", "/FontFile3"):
                if key in descriptor:
                    del descriptor[key]

    found = faults(changed(written(GOOD), strip))

    assert found
    assert {one.split(" /")[0] + one[-16:] for one in found} == {"the font is not embedded"}


def test_text_outside_of_tags_is_found():
    def add(pdf):
        pdf.pages[0].contents_add(pdf.make_stream(b"BT (x) Tj ET"))

    assert faults(changed(written(GOOD), add)) == ["page 1 shows something that is neither tagged nor an artifact"]
