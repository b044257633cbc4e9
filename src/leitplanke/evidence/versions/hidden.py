"""An answer that one version tells and the other withholds: what both together tell of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from leitplanke.evidence.asked import is_missing
from leitplanke.evidence.versions.subtraction import Gap

Options = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """What one version tells of so many people: counts by answers, between their ends; `hidden` ones are not told."""

    people: int
    told: Mapping[Options, tuple[float, float]]
    hidden: frozenset[str]

    def range_of(self, unit: Options, *, choices: int | None, is_everybody: bool) -> Gap:
        """The least and the most who gave one of these answers, by the sums alone if they are not told.

        With several answers per person these ends are the sharpest: nobody answers and gives no answer, nobody gives
        more than `choices`, and (`is_everybody`) nobody gives none, not even a missing one.
        """
        if unit in self.told:
            return Gap(*self.told[unit])
        is_last = is_everybody and self.hidden <= set(unit)
        low = self.people - sum(high for _, high in self.told.values()) if is_last else 0
        given = [count[0] for options, count in self.told.items() if not is_missing(options)]
        silent = sum(count[0] for options, count in self.told.items() if is_missing(options))
        if is_missing(unit):
            answered = max([*given, sum(given) / choices if choices else 0], default=0)
        else:
            answered = 0
            if choices:
                room = choices * (self.people - silent) - sum(given)
                answered = max(0, self.people - silent - room)
        return Gap(max(0, low), max(0, low, self.people - silent - answered))


def tell_few(smaller: Side, larger: Side, *, choices: int | None, is_everybody: bool, minimum: int) -> bool:
    """Whether a count that one version withholds follows from the other, of all or of those who came between them."""
    for unit in _told_once(smaller, larger):
        was, now = (one.range_of(unit, choices=choices, is_everybody=is_everybody) for one in (smaller, larger))
        hidden = Gap(was.low, min(was.high, now.high)) if unit in larger.told else Gap(max(was.low, now.low), now.high)
        came = larger.people - smaller.people
        new = Gap(max(0, now.low - was.high), min(came, now.high - was.low))
        is_large = min(new.low, came - new.high) >= minimum
        if _width(hidden) < minimum or (came and not is_large and _width(new) < minimum):
            return True
    return False


def _told_once(smaller: Side, larger: Side) -> Iterator[Options]:
    """Answers that are told here and altogether hidden there."""
    for one, other in ((smaller, larger), (larger, smaller)):
        yield from (unit for unit in one.told if set(unit) <= other.hidden)


def _width(gap: Gap) -> float:
    return gap.high - gap.low
