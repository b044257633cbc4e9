"""Identifiers for what a foreign file calls as it likes."""

import re
import unicodedata
from dataclasses import dataclass, field

from leitplanke.participation.model import OTHER, Missing

_MOST = 60


@dataclass(slots=True)
class Names:
    """Gives each foreign name a valid identifier of its own."""

    reserved: frozenset[str] = frozenset({*Missing})
    taken: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def of(self, foreign: str) -> str:
        """The identifier of a name, the same every time."""
        if foreign not in self.taken:
            self.taken[foreign] = self.new(foreign)
        return self.taken[foreign]

    def new(self, wish: str) -> str:
        """A free identifier like the wish."""
        plain = unicodedata.normalize("NFKD", wish.replace("ß", "ss")).encode("ascii", "ignore").decode()
        stem = re.sub(r"[^A-Za-z0-9_-]+", "_", plain).lstrip("_-")[:_MOST] or "x"
        name, number = stem, 1
        while name in self.used or name in self.reserved:
            number += 1
            name = f"{stem}_{number}"
        self.used.add(name)
        return name


def option_names(*, beside_other: bool) -> Names:
    """For the options of one question; `other` is kept free where "other, namely" stands beside them."""
    return Names(reserved=frozenset({*Missing, OTHER} if beside_other else Missing))
