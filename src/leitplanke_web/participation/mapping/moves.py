"""Putting options into an order with buttons: choose, up, down, take out."""

from collections.abc import Mapping

from leitplanke_web.participation.mapping.entries import Entries, field_name

CHOOSE, UP, DOWN, OUT = MOVES = ("choose", "up", "down", "out")


def moved(entries: Entries, pressed: str) -> dict[str, list[str]] | None:
    """The entries after a button `MOVE:QUESTION:OPTION` was pressed; None if it is no such button."""
    parts = pressed.split(":")
    if len(parts) != 3 or parts[0] not in MOVES:
        return None
    move, question, option = parts
    name = field_name(question)
    order = list(dict.fromkeys(entries.get(name, ())))
    return {**_lists(entries), name: _MOVES[move](order, option)}


def _lists(entries: Mapping[str, list[str]]) -> dict[str, list[str]]:
    return {name: list(values) for name, values in entries.items()}


def _choose(order: list[str], option: str) -> list[str]:
    return order if option in order else [*order, option]


def _out(order: list[str], option: str) -> list[str]:
    return [one for one in order if one != option]


def _shifted(order: list[str], option: str, by: int) -> list[str]:
    if option not in order:
        return order
    place = order.index(option)
    there = min(max(place + by, 0), len(order) - 1)
    order[place], order[there] = order[there], order[place]
    return order


def _up(order: list[str], option: str) -> list[str]:
    return _shifted(order, option, -1)


def _down(order: list[str], option: str) -> list[str]:
    return _shifted(order, option, 1)


_MOVES = {CHOOSE: _choose, OUT: _out, UP: _up, DOWN: _down}
