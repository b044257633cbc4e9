"""What is proposed for a text; apart from how, so that whoever stores it needs no numpy."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A theme that a text may belong to. `score` is about 1 where it is clear; `words` speak for it, the best first."""

    theme: str
    score: float
    words: tuple[str, ...]
