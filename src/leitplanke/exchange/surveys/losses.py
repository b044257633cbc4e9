"""What arrived of a foreign questionnaire and what did not, told line by line."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Questionnaire, Response


class Part(StrEnum):
    """What is counted. A text counts once per language."""

    QUESTION = "question"
    QUESTION_TEXT = "question_text"
    HINT = "hint"
    ANSWER = "answer"
    SUBQUESTION = "subquestion"
    LANGUAGE = "language"
    CONDITION = "condition"
    SECTION = "section"
    RULE = "rule"
    QUOTA = "quota"
    PIPING = "piping"
    SETTING = "setting"
    RESPONSE = "response"
    VALUE = "value"


PART_WORDS = {
    Part.QUESTION: Text("Fragen", "questions"),
    Part.QUESTION_TEXT: Text("Fragetexte", "question texts"),
    Part.HINT: Text("Hilfetexte", "hints"),
    Part.ANSWER: Text("Antworttexte", "answer texts"),
    Part.SUBQUESTION: Text("Texte von Teilfragen", "subquestion texts"),
    Part.LANGUAGE: Text("Sprachen", "languages"),
    Part.CONDITION: Text("Bedingungen", "conditions"),
    Part.SECTION: Text("Texte von Abschnitten", "section texts"),
    Part.RULE: Text("Regeln für Antworten", "rules for answers"),
    Part.QUOTA: Text("Quoten", "quotas"),
    Part.PIPING: Text("Einsetzungen in Texte", "pieces piped into texts"),
    Part.SETTING: Text("Einstellungen", "settings"),
    Part.RESPONSE: Text("Antwortbögen", "responses"),
    Part.VALUE: Text("Einzelne Antworten", "single answers"),
}


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that did not arrive as it was. `line` counts from 1, in the file or sheet that `place` names."""

    part: Part
    name: str
    words: Text
    line: int | None = None
    place: str = ""
    is_lost: bool = True  # otherwise it arrived in another form


@dataclass(slots=True)
class ImportLog:
    """Counts what a file holds and keeps what is lost of it."""

    found: Counter[Part] = field(default_factory=Counter)
    missing: Counter[Part] = field(default_factory=Counter)
    losses: list[Loss] = field(default_factory=list)

    def count(self, part: Part, times: int = 1) -> None:
        """So many of these stand in the file."""
        self.found[part] += times

    def lose(self, part: Part, name: str, words: Text, *, line: int | None = None, place: str = "") -> None:
        """One of them does not arrive."""
        self.missing[part] += 1
        self.losses.append(Loss(part, name, words, line, place))

    def change(self, part: Part, name: str, words: Text, *, line: int | None = None, place: str = "") -> None:
        """One of them arrives in another form."""
        self.losses.append(Loss(part, name, words, line, place, is_lost=False))

    def tally(self) -> tuple["Tally", ...]:
        """Found and arrived, for every part that the file holds."""
        return tuple(
            Tally(part, self.found[part], self.found[part] - self.missing[part]) for part in Part if self.found[part]
        )


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of one part stand in a file, and how many arrived."""

    part: Part
    found: int
    arrived: int


@dataclass(frozen=True, slots=True)
class Imported:
    """A questionnaire out of a foreign file, with the report on it."""

    source: str  # the kind of file
    questionnaire: Questionnaire
    tally: tuple[Tally, ...]
    losses: tuple[Loss, ...]


@dataclass(frozen=True, slots=True)
class ImportedResponses:
    """Responses out of a foreign file, with the report on them."""

    source: str
    responses: tuple[Response, ...]
    tally: tuple[Tally, ...]
    losses: tuple[Loss, ...]


def in_order(losses: list[Loss]) -> tuple[Loss, ...]:
    """By place and line, each once."""
    return tuple(sorted(dict.fromkeys(losses), key=lambda one: (one.place, one.line or 0)))
