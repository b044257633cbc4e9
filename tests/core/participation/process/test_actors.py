"""Roles and organisations, and how to deal with them."""

from dataclasses import replace

import pytest

from factories.process import actor
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.participation.process import Handling, Level, handling_of, handlings, new_id


@pytest.mark.parametrize(
    ("interest", "influence", "handling"),
    [
        (Level.HIGH, Level.HIGH, Handling.INVOLVE),
        (Level.MIDDLE, Level.MIDDLE, Handling.INVOLVE),
        (Level.LOW, Level.HIGH, Handling.WIN),
        (Level.LOW, Level.MIDDLE, Handling.WIN),
        (Level.HIGH, Level.LOW, Handling.STRENGTHEN),
        (Level.MIDDLE, Level.LOW, Handling.STRENGTHEN),
        (Level.LOW, Level.LOW, Handling.INFORM),
    ],
)
def test_handling_follows_from_interest_and_influence(interest: Level, influence: Level, handling: Handling) -> None:
    assert handling_of(actor("Beirat", interest=interest, influence=influence)) is handling


def test_everybody_stands_in_one_group_in_the_order_given() -> None:
    first, second = actor("A"), actor("B", influence=Level.HIGH)

    assert handlings([first, second]) == (
        (Handling.INVOLVE, (second,)),
        (Handling.WIN, ()),
        (Handling.STRENGTHEN, (first,)),
        (Handling.INFORM, ()),
    )


@pytest.mark.parametrize("words", ["anna@example.org", "06128 241 123", "+49 (6128) 12345", "Frau A., 0171-1234567"])
@pytest.mark.parametrize("field", ["name", "invited_by", "reached_by", "note"])
def test_addresses_and_telephone_numbers_are_refused(field: str, words: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        replace(actor("Beirat"), **{field: words})

    assert refused.value.field == field


@pytest.mark.parametrize("words", ["seit 2026, Sitzung am 3.", "Ausschuss 10/2026", "§ 17 a", "Raum 204"])
def test_years_and_rooms_are_no_telephone_numbers(words: str) -> None:
    assert actor("Beirat", note=words).note == words


def test_identifiers_tell_the_name_and_are_counted_on() -> None:
    taken = {"fraktionen-im-stadtrat"}

    found = [new_id(name, taken) for name in ("Fraktionen im Stadtrat", "Größe & Übermut", "中", "x" * 90)]

    assert found == ["fraktionen-im-stadtrat-2", "groesse-uebermut", "akteur", "x" * 40]
