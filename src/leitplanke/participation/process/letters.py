"""Texts that a phase needs: begun from a template, then the town's own."""

from dataclasses import dataclass
from typing import Final

from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text
from leitplanke.participation.process.templates import LetterTemplate

MOST_SUBJECT: Final = 200
MOST_BODY: Final = 10_000


@dataclass(frozen=True, slots=True)
class LetterText:
    """What a letter says. What the town still has to fill in stands in square brackets."""

    subject: str
    body: str

    def __post_init__(self) -> None:
        for field, words, most in (("subject", self.subject, MOST_SUBJECT), ("body", self.body, MOST_BODY)):
            require(
                holds=0 < len(words.strip()) <= most,
                field=field,
                problem=Text("Da steht nichts, oder zu viel.", "There is nothing, or too much."),
                remedy=Text(f"Schreiben Sie 1 bis {most} Zeichen.", f"Write 1 to {most} characters."),
            )

    @property
    def is_unfinished(self) -> bool:
        """Whether something is left to fill in."""
        return "[" in self.subject + self.body


def letter_from(template: LetterTemplate, *, town: str, title: str, begins: str, ends: str) -> LetterText:
    """The German letter with what is known filled in; braces in a name cannot ask for more."""
    known = {"{town}": town, "{title}": title, "{begins}": begins, "{ends}": ends}
    return LetterText(_filled(template.subject.de, known), _filled(template.body.de, known))


def _filled(words: str, known: dict[str, str]) -> str:
    for name, value in known.items():
        words = words.replace(name, value.replace("{", "(").replace("}", ")"))
    return words
