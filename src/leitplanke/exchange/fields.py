"""Converts the fields of a CSV row: whole numbers, amounts, months, lists, choices, texts.

Numbers are German or plain: `1.234,56`, `1234,56`, `1234`. `1234.56` is refused, because `1.234` could mean both.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import partial
from typing import TypeVar, cast

from leitplanke.exchange.located import Record
from leitplanke.exchange.places import FaultLog, Place
from leitplanke.kernel.dates import Month, month
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.ids import require_id
from leitplanke.kernel.texts import Text

T = TypeVar("T")
Choice = TypeVar("Choice", bound=StrEnum)

MOST_DIGITS = 15
_NUMBER = re.compile(r"(?P<sign>-?)(?P<whole>[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,(?P<part>[0-9]+))?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YES_NO = {"ja": True, "yes": True, "nein": False, "no": False}


def hundredths(text: str) -> int:
    """A number with at most two decimals in hundredths: an amount in cents, FTE in hundredths."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise _invalid(
            Text(f"„{text}“ ist keine Zahl in deutscher Schreibweise.", f"“{text}” is no number in German notation."),
            Text("Schreiben Sie zum Beispiel 1234,56 oder 1.234,56.", "Write 1234,56 or 1.234,56, for example."),
        )
    whole, part = found["whole"].replace(".", ""), found["part"] or ""
    _require_digits(whole, text)
    if len(part) > 2:
        raise _invalid(
            Text(f"„{text}“ hat mehr als zwei Nachkommastellen.", f"“{text}” has more than two decimals."),
            Text("Runden Sie auf zwei Stellen.", "Round it to two decimals."),
        )
    value = int(whole + part.ljust(2, "0"))
    return -value if found["sign"] else value


def whole(text: str) -> int:
    """A whole number."""
    found = _NUMBER.fullmatch(text)
    if found is None or found["part"]:
        raise _invalid(
            Text(f"„{text}“ ist keine ganze Zahl.", f"“{text}” is no whole number."),
            Text("Schreiben Sie zum Beispiel 1234.", "Write 1234, for example."),
        )
    digits = found["whole"].replace(".", "")
    _require_digits(digits, text)
    return -int(digits) if found["sign"] else int(digits)


def decimal(text: str) -> float:
    """A number with any decimals."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise _invalid(
            Text(f"„{text}“ ist keine Zahl in deutscher Schreibweise.", f"“{text}” is no number in German notation."),
            Text("Schreiben Sie zum Beispiel 1234,56.", "Write 1234,56, for example."),
        )
    digits = found["whole"].replace(".", "")
    _require_digits(digits, text)
    return float(f"{found['sign']}{digits}.{found['part'] or 0}")


def day(text: str) -> date:
    """A day such as 2026-01-31, between 1900 and 2199."""
    try:
        value = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        value = None
    if value is None or not 1900 <= value.year < 2200:
        raise _invalid(
            Text(f"„{text}“ ist kein Tag.", f"“{text}” is no day."),
            Text("Schreiben Sie zum Beispiel 2026-01-31.", "Write 2026-01-31, for example."),
        )
    return value


def yes_no(text: str) -> bool:
    """Ja or nein."""
    if text.lower() not in _YES_NO:
        raise _invalid(
            Text(f"„{text}“ ist weder ja noch nein.", f"“{text}” is neither yes nor no."),
            Text("Schreiben Sie ja oder nein.", "Write ja or nein."),
        )
    return _YES_NO[text.lower()]


def items(text: str) -> tuple[str, ...]:
    """The values of a list separated by commas."""
    found = tuple(part.strip() for part in text.split(",")) if text else ()
    doubled = sorted({part for part in found if found.count(part) > 1})
    if doubled or "" in found:
        raise _invalid(
            Text(
                f"Die Liste „{text}“ hat leere oder doppelte Einträge.", f"The list “{text}” has empty or double items."
            ),
            Text("Trennen Sie verschiedene Werte mit Kommas.", "Separate different values by commas."),
        )
    return found


def weighted_items(text: str) -> tuple[tuple[str, int], ...]:
    """A list such as `a:3,b:1`."""
    pairs: list[tuple[str, int]] = []
    for item in items(text):
        name, colon, number = item.partition(":")
        if not colon:
            raise _invalid(
                Text(f"In „{item}“ fehlt die Zahl.", f"The number is missing in “{item}”."),
                Text("Schreiben Sie zum Beispiel kennung:3.", "Write identifier:3, for example."),
            )
        pairs.append((name.strip(), whole(number.strip())))
    items(",".join(name for name, _ in pairs))
    return tuple(pairs)


def identifier(text: str) -> str:
    """An identifier; see `kernel.ids`."""
    require_id(text)
    return text


def plain(text: str) -> str:
    """The text as it stands."""
    return text


def one_of(choices: type[Choice], text: str) -> Choice:
    """The value of an enumeration."""
    known = ", ".join(choices)
    if text not in set(choices):
        raise _invalid(
            Text(f"„{text}“ gibt es hier nicht.", f"“{text}” does not exist here."),
            Text(f"Erlaubt sind: {known}.", f"Allowed are: {known}."),
        )
    return choices(text)


@dataclass(slots=True)
class RowReader:
    """Reads the fields of one row and notes every fault of it.

    A faulty field is answered by a stand-in; `build` then answers None instead of a value that nobody wrote.
    """

    record: Record
    log: FaultLog
    is_sound: bool = field(default=True)

    def required(self, column: str, convert: Callable[[str], T]) -> T:
        """The converted field; an empty one is a fault."""
        text = self.record.fields[column]
        if text:
            return self._converted(column, convert, text)
        missing = Text(f"Das Feld {column} ist leer.", f"The field {column} is empty.")
        self._note(self.record.place(column), missing, Text("Ergänzen Sie den Wert.", "Fill it in."))
        return cast("T", None)

    def optional(self, column: str, convert: Callable[[str], T], empty: T) -> T:
        """The converted field, or `empty`; the column may be missing where the table's form says so."""
        text = self.record.fields.get(column, "")
        return self._converted(column, convert, text) if text else empty

    def text(self, column: str) -> str:
        """The text as it stands; it may be empty, and the column missing as in `optional`."""
        return self.record.fields.get(column, "")

    def items(self, column: str) -> tuple[str, ...]:
        """The values of a list; it may be empty."""
        return self._converted(column, items, self.record.fields[column])

    def weighted_items(self, column: str) -> tuple[tuple[str, int], ...]:
        """The values of a list with their numbers; it may be empty."""
        return self._converted(column, weighted_items, self.record.fields[column])

    def month(self, column: str) -> Month | None:
        """A month, or None where the field is empty."""
        return self.optional(column, partial(month, field=column), None)

    def day(self, column: str) -> date | None:
        """A day, or None where the field is empty."""
        return self.optional(column, day, None)

    def choice(self, column: str, choices: type[Choice]) -> Choice:
        """A value of an enumeration."""
        return self.required(column, partial(one_of, choices))

    def texts(self, name: str) -> Text:
        """A text in its languages that must not be empty in German."""
        return Text(self.required(f"{name}_de", plain), *self._translations(name))

    def optional_texts(self, name: str) -> Text:
        """A text in its languages; one without German is a fault unless it is wholly empty."""
        if any(self._translations(name)):
            return self.texts(name)
        return Text(self.record.fields[f"{name}_de"])

    def refuse(self, column: str, problem: Text, remedy: Text) -> None:
        """Note what is wrong with a field that no converter could see."""
        self._note(self.record.place(column), problem, remedy)

    def part(self, make: Callable[[], T]) -> T | None:
        """A value of some fields of the row, whose faults name their columns; None if it refuses to be built."""
        try:
            return make()
        except InvalidValueError as error:
            self.refuse(error.field, error.problem, error.remedy)
            return None

    def build(self, make: Callable[[], T], columns: dict[str, str] | None = None) -> T | None:
        """What `make` answers; None if a field was faulty or the value refuses to be built."""
        return self.log.attempt(self.record, make, columns) if self.is_sound else None

    def _translations(self, name: str) -> tuple[str, str]:
        """English and plain language; the column of the latter may be missing."""
        return self.record.fields[f"{name}_en"], self.record.fields.get(f"{name}_plain", "")

    def _converted(self, column: str, convert: Callable[[str], T], text: str) -> T:
        try:
            return convert(text)
        except InvalidValueError as error:
            self._note(self.record.place(column), error.problem, error.remedy)
            return cast("T", None)

    def _note(self, place: Place, problem: Text, remedy: Text) -> None:
        self.is_sound = False
        self.log.add(place, problem, remedy)


def _invalid(problem: Text, remedy: Text) -> InvalidValueError:
    return InvalidValueError("", problem, remedy)


def _require_digits(digits: str, text: str) -> None:
    if len(digits) > MOST_DIGITS:
        raise _invalid(
            Text(f"Die Zahl „{text[:20]}…“ ist zu groß.", f"The number “{text[:20]}…” is too large."),
            Text(f"Erlaubt sind bis zu {MOST_DIGITS} Stellen.", f"Up to {MOST_DIGITS} digits are allowed."),
        )
