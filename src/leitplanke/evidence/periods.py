"""Dates as options: months, quarters, years or more; hours of a day by three; see docs/methods/scales.md."""

from collections.abc import Sequence
from dataclasses import dataclass

from leitplanke.kernel.dates import MONTH_NAMES
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import DateForm, Option

_MOST = 8  # periods that most dates fall into
_WIDTHS = (1, 3, 12, 60, 120, 1200)  # months
_YEAR = 12
_HOURS = tuple(range(0, 24, 3))


@dataclass(frozen=True, slots=True)
class Periods:
    """When something was: before the first of `starts`, from each to the next, and from the last on.

    Starts are months since the year 0, each period is `width` months long.
    """

    starts: tuple[int, ...]
    width: int

    def options(self) -> tuple[Option, ...]:
        """The options in the order of time."""
        first, last = self.starts[0], self.starts[-1]
        begins = _period(first, self.width)
        return (
            Option(self._id(-1), Text(f"vor {begins.de}", f"before {begins.en}")),
            *(Option(self._id(at), _period(start, self.width)) for at, start in enumerate(self.starts[:-1])),
            Option(self._id(len(self.starts) - 1), _and_later(_period(last, self.width))),
        )

    def option_of(self, written: str) -> str:
        """The option to which a date in ISO 8601 belongs."""
        at = (_month(written) - self.starts[0]) // self.width
        return self._id(max(-1, min(at, len(self.starts) - 1)))

    def _id(self, at: int) -> str:
        start = self.starts[max(at, 0)]
        named = f"{start // _YEAR:04d}-{start % _YEAR + 1:02d}"
        return f"before_{named}" if at < 0 else f"from_{named}"


@dataclass(frozen=True, slots=True)
class Hours:
    """When on a day something was, by three hours."""

    def options(self) -> tuple[Option, ...]:
        """The options in the order of the day."""
        return tuple(
            Option(self._id(hour), Text(f"{hour} bis unter {hour + 3} Uhr", f"{hour}:00 to before {hour + 3}:00"))
            for hour in _HOURS
        )

    def option_of(self, written: str) -> str:
        """The option to which a time such as 14:30 belongs."""
        return self._id(int(written[:2]) // 3 * 3)

    def _id(self, hour: int) -> str:
        return f"from_{hour:02d}"


def periods_of(form: DateForm, written: Sequence[str]) -> Periods | Hours:
    """The finest periods of which at most eight hold the middle eight tenths of the dates, open before and after."""
    if form is DateForm.TIME:
        return Hours()
    months = sorted(map(_month, written)) or [0]
    first, last = months[len(months) // 10], months[-1 - len(months) // 10]
    fitting = (
        (first // width * width, width)
        for width in _WIDTHS
        if (width >= _YEAR or form is not DateForm.YEAR) and last // width - first // width < _MOST
    )
    start, width = next(fitting, (first // _WIDTHS[-1] * _WIDTHS[-1], _WIDTHS[-1]))
    return Periods(tuple(range(start, max(last, start) + 1, width)), width)


def _month(written: str) -> int:
    """Months since the year 0; of a year its first."""
    return int(written[:4]) * _YEAR + (int(written[5:7]) - 1 if len(written) > len("2026") else 0)


def _period(start: int, width: int) -> Text:
    year, month = divmod(start, _YEAR)
    if width == 1:
        return MONTH_NAMES[month].changed(lambda name: f"{name} {year}")
    if width < _YEAR:
        quarter = month // width + 1
        return Text(f"{quarter}. Quartal {year}", f"quarter {quarter} of {year}")
    if width == _YEAR:
        return Text(str(year), str(year))
    last = (start + width) // _YEAR - 1
    return Text(f"{year} bis {last}", f"{year} to {last}")


def _and_later(text: Text) -> Text:
    return Text(f"{text.de} und später", f"{text.en} and later")
