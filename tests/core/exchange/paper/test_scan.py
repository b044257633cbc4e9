from dataclasses import replace
from io import BytesIO

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

import paper_scans
from factories.every_kind import every_kind
from factories.questionnaires import EVERY_KIND
from factories.scans import box_of, fill, page_pictures, tick, turned
from leitplanke.exchange.paper.marks import PageMark, read_mark
from leitplanke.exchange.paper.pictures import png_bytes
from leitplanke.exchange.paper.scan import read_scan
from leitplanke.kernel.faults import FaultyInputError, InvalidValueError
from leitplanke.participation.codes import ALPHABET, new_code


@pytest.fixture
def pages(printed):
    return page_pictures(printed.pdf)


def _tiff(pages):
    pictures = [Image.fromarray(page) for page in pages]
    data = BytesIO()
    pictures[0].save(data, "TIFF", save_all=True, append_images=pictures[1:])
    return data.getvalue()


def _read(printed, *pages):
    return read_scan(_tiff(pages), every_kind(), [printed.layout], file="scan.tif")


def test_sheets_in_any_order_are_put_together(printed, sheet_numbers, pages):
    box = box_of(printed.layout, "single", "o2")
    tick(pages[box.page - 1], box)

    found = _read(printed, *reversed(pages[1:]), pages[0])

    first, second = sorted(found.sheets, key=lambda one: sheet_numbers.index(one.sheet))
    assert (first.sheet, second.sheet) == sheet_numbers
    assert (first.missing, second.missing, found.faults) == ((), (), ())
    assert (first.entries(), second.entries()) == ({("single", ()): ["o2"]}, {})
    assert set(first.pictures) == {one.question for one in printed.layout.boxes}


@pytest.mark.parametrize("degrees", [-3, 3, 177, 183])
def test_page_turned_or_upside_down_is_read(printed, pages, degrees):
    box = box_of(printed.layout, "scale", "6")
    page = pages[box.page - 1]
    tick(page, box)

    found = _read(printed, turned(page, degrees))

    assert found.sheets[0].entries() == {("scale", ()): ["6"]}
    assert "scale" not in found.sheets[0].doubtful


def test_page_without_one_corner_is_read_and_without_two_told(printed, pages):
    torn, cut = pages[0].copy(), pages[0].copy()
    torn[:120, :120] = 255
    cut[:120] = 255

    found = _read(printed, torn, cut)

    assert [one.missing for one in found.sheets] == [tuple({box.page for box in printed.layout.boxes} - {1})]
    assert [(one.page, one.problem.en[:27]) for one in found.faults] == [(2, "The black squares in the co")]


def test_two_ticks_for_one_answer_are_doubtful_and_a_painted_box_counts_as_taken_back(printed, pages):
    layout = printed.layout
    for value in ("o1", "o3"):
        tick(pages[box_of(layout, "single", value).page - 1], box_of(layout, "single", value))
    tick(pages[box_of(layout, "rating", "4").page - 1], box_of(layout, "rating", "4"))
    fill(pages[box_of(layout, "rating", "2").page - 1], box_of(layout, "rating", "2"))

    sheet = _read(printed, *pages[: layout.pages]).sheets[0]

    doubtful = {(one.box.question, one.box.value) for one in sheet.boxes if one.is_doubtful}
    of_single = ("o1", "o2", "o3", "other", "dont_know", "prefer_not")
    assert doubtful == {*(("single", one) for one in of_single), ("rating", "2")}
    assert sheet.entries()["rating", ()] == ["4"]


def test_tick_that_missed_its_box_is_doubtful(printed, pages):
    box = box_of(printed.layout, "consent", "yes")
    page = pages[box.page - 1]
    tick(page, replace(box, x=box.x - 4.6))

    sheet = _read(printed, page).sheets[0]

    assert [(one.is_set, one.is_doubtful) for one in sheet.boxes if one.box == box] == [(False, True)]
    assert "consent" in sheet.doubtful


def test_writing_is_told_to_be_typed(printed, pages):
    box = box_of(printed.layout, "why", "")
    page = pages[box.page - 1]
    cv2.putText(page, "weil", (round((box.x + 3) * 5.9), round((box.y + 20) * 5.9)), 0, 2, (40,), 3)

    sheet = _read(printed, page).sheets[0]

    assert [one.box.question for one in sheet.boxes if one.is_set] == ["why"]
    assert "why" in sheet.doubtful


def test_scan_of_another_survey_and_of_nothing_are_told_page_by_page(printed, pages):
    blank = np.full((1754, 1240), 255, dtype=np.uint8)

    found = read_scan(_tiff([pages[0], blank]), every_kind(), [], file="scan.tif")

    assert found.sheets == ()
    assert [(one.page, one.problem.en.split(".")[0]) for one in found.faults] == [
        (1, "This is a sheet of another survey"),
        (2, "The black squares in the corners are missing"),
    ]
    with pytest.raises(InvalidValueError, match="another survey"):
        read_scan(b"", EVERY_KIND, [printed.layout], file="scan.tif")


def test_page_that_comes_twice_is_told(printed, pages):
    assert [one.page for one in _read(printed, pages[0], pages[0]).faults] == [2]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7 cut off",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
        png_bytes(np.zeros((4, 4), dtype=np.uint8))[:40],
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\xff\xff\x00\x00\xff\xff\x08\x00\x00\x00\x00",
    ],
    ids=["empty", "cut PDF", "SVG", "GIF", "cut PNG", "65535 × 65535"],
)
def test_what_is_no_scan_is_refused_by_name(printed, data):
    with pytest.raises(FaultyInputError) as refused:
        read_scan(data, every_kind(), [printed.layout], file="scan.png")

    assert [(one.file, one.problem.en) for one in refused.value.faults] == [
        ("scan.png", "This is no scan that can be read.")
    ]


def test_ticks_of_noisy_scans_are_right_or_doubtful():
    found = paper_scans.measure(2, seed=3)

    assert (found.unread, found.unmarked) == (0, 0)
    assert found.right >= paper_scans.MARK
    assert found.ticks > 0


@given(st.text(ALPHABET, min_size=8, max_size=8), st.randoms(use_true_random=False), st.integers(1, 99))
def test_mark_says_what_it_was_made_of(fingerprint, random, page):
    mark = PageMark(fingerprint, new_code(random), page)

    assert read_mark(mark.text()) == mark
    assert len(mark.modules()) == len(mark.modules()[0]) == 25


@pytest.mark.parametrize("text", ["", "LP1-ABCDEFGH-7K2M9QXAR4T0D-01", "https://example.org", "LP2-ABCDEFGH-0-01"])
def test_other_codes_are_no_marks(text):
    assert read_mark(text) is None
