"""Several answers per person: what the sums over answers tell of those who came between two versions."""

from collections.abc import Mapping
from dataclasses import dataclass

from leitplanke.evidence.asked import is_missing
from leitplanke.evidence.versions.subtraction import Gap

Options = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Came:
    """Of so many people who came, how many gave each answer; `hidden` answers are not told in both versions.

    `choices` is how many answers one person may give, None if any number or nobody knows; `is_everybody` says that
    everybody gives one, if a missing one.
    """

    people: int
    told: Mapping[Options, Gap]
    hidden: frozenset[Options]
    choices: int | None
    is_everybody: bool

    def tells_few(self, minimum: int) -> bool:
        """Whether some sum tells of fewer than `minimum` of them."""
        if self.people == 0:
            return False  # answers alone are compared by `subtraction.tells_few`
        answered = self.people - sum(gap.high for options, gap in self.told.items() if is_missing(options))
        if any(answered - gap.high < minimum for options, gap in self.told.items() if not is_missing(options)):
            return True
        given = sum(gap.low for gap in self.told.values())
        if not self.hidden:
            return self.is_everybody and self.choices != 1 and given - self.people < minimum
        return any(self._most(options) - self._least(given) < minimum for options in self.hidden)

    def _least(self, given: float) -> float:
        """Everybody gives an answer: those who gave none that is told gave the only hidden one."""
        return max(0, self.people - given) if self.is_everybody and len(self.hidden) == 1 else 0

    def _most(self, options: Options) -> float:
        """Each choice can be made once, and a missing answer uses all that a person has."""
        if self.choices is None:
            return self.people
        used = sum(gap.low * self._load(one) for one, gap in self.told.items())
        return min(self.people, (self.choices * self.people - used) / self._load(options))

    def _load(self, options: Options) -> int:
        return self.choices if self.choices and is_missing(options) else 1
