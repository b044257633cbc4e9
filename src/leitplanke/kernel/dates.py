"""Months as ISO text ("2026-01"): they sort as text, read in any file, and need no time zone.

Plans count months from their first one; a day would promise a precision that no town has.
"""

import re
from datetime import date
from typing import NewType

from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text

Month = NewType("Month", str)

_MONTH = re.compile(r"(?:19|20|21)\d\d-(?:0[1-9]|1[0-2])")
MONTHS_PER_YEAR = 12
MONTH_NAMES = (
    *(Text("Januar", "January"), Text("Februar", "February"), Text("März", "March"), Text("April", "April")),
    *(Text("Mai", "May"), Text("Juni", "June"), Text("Juli", "July"), Text("August", "August")),
    *(Text("September", "September"), Text("Oktober", "October"), Text("November", "November")),
    Text("Dezember", "December"),
)


def month(text: str, field: str = "month") -> Month:
    """The month that `text` names; raises `InvalidValueError` unless it reads JJJJ-MM between 1900 and 2199."""
    require(
        holds=_MONTH.fullmatch(text) is not None,
        field=field,
        problem=Text(f"„{text}“ ist kein Monat.", f"“{text}” is not a month."),
        remedy=Text(
            "Schreiben Sie Jahr und Monat, zum Beispiel 2026-01.", "Write year and month, for example 2026-01."
        ),
    )
    return Month(text)


def is_month(text: str) -> bool:
    """Whether `month` takes it: plans of the literature count further than people's calendars."""
    return _MONTH.fullmatch(text) is not None


def month_of(day: date) -> Month:
    """The month in which `day` lies."""
    return Month(f"{day.year:04d}-{day.month:02d}")


def year_of(value: Month) -> int:
    """The calendar year of a month; German municipal fiscal years are calendar years (§ 92 HGO)."""
    return int(value[:-3])


def months_between(first: Month, later: Month) -> int:
    """How many months `later` lies after `first`; negative if before."""
    return (year_of(later) - year_of(first)) * MONTHS_PER_YEAR + int(later[-2:]) - int(first[-2:])


def shift(first: Month, months: int) -> Month:
    """The month that lies `months` after `first`."""
    index = year_of(first) * MONTHS_PER_YEAR + int(first[-2:]) - 1 + months
    return Month(f"{index // MONTHS_PER_YEAR:04d}-{index % MONTHS_PER_YEAR + 1:02d}")


def month_words(value: Month) -> Text:
    """Februar 2027, February 2027."""
    year, _, number = value.rpartition("-")
    return MONTH_NAMES[int(number) - 1].changed(lambda name: f"{name} {year}")


def month_in_words(text: str) -> Month | None:
    """The month that is named as people or a file name it: 2027-02, Februar 2027, February 2027; None if none is."""
    name, _, year = text.strip().rpartition(" ")
    numbers = [at for at, one in enumerate(MONTH_NAMES, start=1) if name and name.strip() in {one.de, one.en}]
    written = f"{year}-{numbers[0]:02d}" if numbers else text.strip()
    return Month(written) if _MONTH.fullmatch(written) else None
