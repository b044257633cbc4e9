from dataclasses import replace
from itertools import combinations

import pytest

from factories.every_kind import every_kind
from factories.questionnaires import EVERY_KIND
from leitplanke.exchange.json_values import DocumentError
from leitplanke.exchange.paper.layout import layout_bytes, read_layout
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.participation.codes import ALPHABET
from leitplanke.participation.paper import on_paper


def test_layout_is_read_as_it_was_written(printed):
    again = read_layout(layout_bytes(printed.layout), file="layout.json")

    assert again == printed.layout
    assert again.fingerprint == printed.layout.fingerprint
    assert set(again.fingerprint) <= set(ALPHABET)


def test_every_place_has_one_box_and_no_two_boxes_touch(printed):
    places = [
        one
        for section in on_paper(every_kind(), "citizens")
        for question in section.questions
        for place in question.all_places()
        for one in (place, *([place.other_line] if place.other_parts else []))
    ]
    boxes = printed.layout.boxes

    assert sorted((one.question, one.parts, one.value) for one in boxes) == sorted(
        (one.question, one.parts, one.value) for one in places
    )
    assert [pair for pair in combinations(boxes, 2) if _touch(*pair)] == []


def _touch(one, other):
    apart = one.x + one.width < other.x or other.x + other.width < one.x
    return one.page == other.page and not (apart or one.y + one.height < other.y or other.y + other.height < one.y)


def test_moved_box_makes_another_fingerprint(printed):
    first, *others = printed.layout.boxes
    moved = replace(printed.layout, boxes=(replace(first, x=first.x + 1), *others))

    assert moved.fingerprint != printed.layout.fingerprint


def test_layout_of_another_questionnaire_is_refused(printed):
    with pytest.raises(InvalidValueError, match="another survey"):
        printed.layout.require_of(EVERY_KIND)


@pytest.mark.parametrize("change", [{"x": -1.0}, {"x": 209.9}, {"height": 0.0}, {"y": 400.0}])
def test_box_outside_the_paper_is_refused(printed, change):
    with pytest.raises(InvalidValueError, match="not on the paper"):
        replace(printed.layout.boxes[0], **change)


@pytest.mark.parametrize("data", [b"{}", b"[]", b"\xff", b'{"document": "paper_layout", "schema_version": 2}'])
def test_other_file_is_refused_by_name(data):
    with pytest.raises(DocumentError, match=r"layout\.json"):
        read_layout(data, file="layout.json")
