"""Numbers as options: the steps of a scale, classes of numbers; see docs/methods/scales.md."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor as floor_of
from math import inf

from leitplanke.evidence.precision import step_of
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Bounds, Option

MOST_STEPS = 21  # more would be merged into classes that nobody chose
_CLASSES = 8
_APART = 0.01  # of a class: a narrower first class would be a rounding error
_SMALLEST = 1e-4  # six decimals are told
_FINEST = 1e-6  # of the range: exact for what people write, and its squares stay whole numbers


@dataclass(frozen=True, slots=True)
class Scale:
    """Numbers as options. `floors` are where options begin, ascending; `is_stepped`: each option is its floor alone.

    `lowest` and `highest` are what the question allows, None where it sets no end. Points count `unit` from `lowest`;
    without both ends there are none, because one large number alone would make the mean.
    """

    lowest: float | None
    highest: float | None
    floors: tuple[float, ...]
    is_stepped: bool
    words: Bounds

    @property
    def range(self) -> float | None:
        """How far the ends lie apart."""
        return None if self.lowest is None or self.highest is None else self.highest - self.lowest

    @property
    def unit(self) -> float:
        """What one point is."""
        return 1.0 if self.is_stepped else step_of((self.range or 1.0) * _FINEST)

    def options(self) -> tuple[Option, ...]:
        """The options in ascending order."""
        return tuple(Option(self._id(at), self._text(at)) for at in range(len(self.floors)))

    def option_of(self, number: float) -> str:
        """The option to which a number belongs; what lies beyond the ends belongs to the nearest."""
        return self._id(max(0, bisect_right(self.floors, number) - 1))

    def points_of(self, number: float) -> int:
        """The number in whole points."""
        if self.range is None or self.lowest is None:
            return 0
        return round((number - self.lowest) / self.unit)

    def ends_of(self, options: Iterable[str]) -> tuple[float | None, float | None]:
        """The least and the largest number that these options can hold; None where there is no end."""
        ids = [self._id(at) for at in range(len(self.floors))]
        places = [ids.index(option) for option in options if option in ids]
        return self._ends(min(places))[0], self._ends(max(places))[1]

    def _ends(self, at: int) -> tuple[float | None, float | None]:
        if self.is_stepped:
            return self.floors[at], self.floors[at]
        is_last, is_first = at + 1 == len(self.floors), at == 0
        return self.lowest if is_first else self.floors[at], self.highest if is_last else self.floors[at + 1]

    def _id(self, at: int) -> str:
        low, high = self._ends(at)
        if low is None:
            return f"under_{_named(high or 0.0)}"
        return _named(low) if self.is_stepped else f"from_{_named(low)}"

    def _text(self, at: int) -> Text:
        if self.is_stepped:
            return self._step_text(at)
        low, high = self._ends(at)
        unit = self.words.unit
        if low is None:
            text = _numbers("unter {}", "under {}", high or 0.0)
        elif high is None:
            text = _numbers("{} und mehr", "{} and more", low)
        elif at + 1 == len(self.floors):
            text = _numbers("{} bis {}", "{} to {}", low, high)
        else:
            text = _numbers("{} bis unter {}", "{} to under {}", low, high)
        return Text(f"{text.de} {unit.de}".strip(), f"{text.en} {unit.en or unit.de}".strip())

    def _step_text(self, at: int) -> Text:
        number = _numbers("{}", "{}", self.floors[at])
        ends = {0: self.words.low_end, len(self.floors) - 1: self.words.high_end}
        end = ends.get(at, Text(""))
        if not end.de:
            return number
        return Text(f"{number.de} ({end.de})", f"{number.en} ({end.en or end.de})")


def scale_of(bounds: Bounds | None, *, numbers: Sequence[float], is_whole: bool) -> Scale:
    """The scale of a question: its steps if it has few (`is_whole`: only whole numbers), else about eight classes.

    Without both ends the classes follow the middle eight tenths of the numbers, so coarsely that no number shows.
    """
    words = bounds or Bounds()
    low, high = words.lowest, words.highest
    if low is not None and high is not None and low < high:
        step = words.step or 1.0
        if (is_whole or words.step is not None) and step.is_integer() and low.is_integer():
            steps = int((high - low) // step) + 1
            if steps <= MOST_STEPS:
                return Scale(low, high, tuple(low + step * at for at in range(steps)), True, words)
        width = step_of((high - low) / _CLASSES)
        return Scale(low, high, _floors(low, high, width), False, words)
    least, most = (-inf if low is None else low), (inf if high is None else high)
    first, last = _middle(sorted(min(max(number, least), most) for number in numbers) or [0.0])
    width = step_of((last - first) / _CLASSES)
    start = first - width if low is None else low
    inner = [round(first + at * width, 9) for at in range(2 * _CLASSES + 3) if first + at * width <= last]
    floors = (start, *(floor for floor in inner if floor > start + _APART * width and (high is None or floor < high)))
    if len(floors) == 1:
        floors = (start, round(start + width, 9))
    return Scale(low, high, floors, False, words)


def number_text(value: float) -> Text:
    """A number with the digits that it has, in German and English."""
    return _numbers("{}", "{}", value)


def _floors(low: float, high: float, width: float) -> tuple[float, ...]:
    """`low`, then every multiple of `width` between the ends that is told apart from `low`."""
    first = int(low // width) + 1
    inner = [round(at * width, 9) for at in range(first, first + 4 * _CLASSES) if at * width < high]
    return (low, *(floor for floor in inner if floor > low + _APART * width))


def _middle(numbers: Sequence[float]) -> tuple[float, float]:
    """The middle eight tenths of ascending numbers, from where to where, in rounded steps; wide enough to have some."""
    low, high = (_quantile(numbers, share) for share in (0.1, 0.9))
    spread = max(high - low, abs(high) / 10, abs(low) / 10)
    width = step_of((spread if spread >= _SMALLEST else 1.0) / _CLASSES)
    return (low // width) * width, (high // width + 1) * width


def _quantile(numbers: Sequence[float], share: float) -> float:
    """Linear between neighbours: type 7 of Hyndman & Fan (1996), The American Statistician 50, 361."""
    at = share * (len(numbers) - 1)
    below = floor_of(at)
    return numbers[below] + (at - below) * (numbers[min(below + 1, len(numbers) - 1)] - numbers[below])


def _named(value: float) -> str:
    """A number as part of an identifier."""
    return f"{value:.10g}".replace("-", "m").replace(".", "_").replace("+", "")


def _numbers(de: str, en: str, *values: float) -> Text:
    english = [f"{value:,.6f}".rstrip("0").rstrip(".") for value in values]
    german = [one.translate(str.maketrans(",.", ".,")) for one in english]
    return Text(de.format(*german), en.format(*english))
