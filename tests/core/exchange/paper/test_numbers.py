from random import Random

import pytest

from leitplanke.exchange.paper.numbers import MOST_NUMBERS, numbers_bytes, read_numbers
from leitplanke.kernel.faults import FaultyInputError
from leitplanke.participation.codes import new_code, shown_code

RANDOM = Random(8)
NUMBERS = tuple(new_code(RANDOM) for _ in range(3))


def _faults(data):
    with pytest.raises(FaultyInputError) as refused:
        read_numbers(data, file="numbers.csv")
    return [(fault.row, fault.column) for fault in refused.value.faults]


def test_numbers_that_are_written_are_read():
    assert read_numbers(numbers_bytes(NUMBERS), file="numbers.csv") == NUMBERS


def test_every_wrong_row_is_told():
    first = shown_code(NUMBERS[0])
    wrong = first[:-1] + ("0" if first[-1] != "0" else "1")

    assert _faults(f"sheet\n{first}\n{wrong}\n{first.lower()}\nabc\n".encode()) == [
        (3, "sheet"),
        (4, "sheet"),
        (5, "sheet"),
    ]


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"", (None, "")),
        (b"sheet\n", (None, "")),
        (b"\xff\xfe\x00", (None, "")),
        (b"code;link\nA;B\n", (1, "")),
        (numbers_bytes([new_code(RANDOM) for _ in range(MOST_NUMBERS + 1)]), (None, "")),
    ],
)
def test_what_is_no_list_of_numbers_is_refused(data, place):
    assert _faults(data) == [place]
