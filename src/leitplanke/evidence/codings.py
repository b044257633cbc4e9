"""What people decided about free texts: which themes one belongs to; see docs/methods/coding.md.

A coding hangs on the text and not on the response: responses get new keys at every mix, and nothing must lead from a
coder's work to one person's other answers.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from leitplanke.evidence.asked import asks_for_own_words
from leitplanke.evidence.model import QuoteConsent
from leitplanke.kernel.faults import require
from leitplanke.kernel.ids import require_id
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Questionnaire, Response

if TYPE_CHECKING:
    from leitplanke.evidence.reliability import Reliability

FEWEST_RESPONSES = 10  # of an audience: among fewer, colleagues would know who wrote what

_KEY = re.compile(r"[0-9a-f]{32}")
_BLANKS = re.compile(r"\s+")

TextId = tuple[str, str]  # question and key
Codes = frozenset[str]


class Coder(StrEnum):
    """Who gave the codes: one of two who do not see each other's, or both together afterwards."""

    FIRST = "first"
    SECOND = "second"
    AGREED = "agreed"


@dataclass(frozen=True, slots=True)
class Coding:
    """The themes that a coder gave to every answer with this text; none: it belongs to no theme of the codebook."""

    question: str
    text: str
    coder: Coder
    themes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        require_id(self.question)
        require(
            holds=_KEY.fullmatch(self.text) is not None,
            field="text",
            problem=Text("Das ist keine Kennzahl eines Textes.", "This is no key of a text."),
            remedy=Text("Übernehmen Sie sie, wie sie geschrieben wurde.", "Take it as it was written."),
        )
        require(
            holds=len(set(self.themes)) == len(self.themes),
            field="themes",
            problem=Text("Ein Thema steht zweimal da.", "A theme stands here twice."),
            remedy=Text("Streichen Sie eines.", "Remove one."),
        )

    @property
    def text_id(self) -> TextId:
        """What is coded."""
        return self.question, self.text


@dataclass(frozen=True, slots=True)
class Voices:
    """How many people of an audience wrote a text, and how many of them allow to be quoted."""

    audience: str
    times: int
    allowing: int = 0


@dataclass(frozen=True, slots=True)
class OpenText:
    """A text to be coded, and who wrote it."""

    question: str
    key: str
    text: str
    voices: tuple[Voices, ...]

    @property
    def times(self) -> int:
        """How many people wrote it."""
        return sum(one.times for one in self.voices)

    @property
    def text_id(self) -> TextId:
        """What codings name it by."""
        return self.question, self.key


@dataclass(frozen=True, slots=True)
class CodingState:
    """How far two coders have come with `texts` texts. `disagreeing` were coded differently and not settled yet."""

    texts: int
    coded: Mapping[Coder, int]
    by_both: int
    confirmed: int
    disagreeing: int

    @property
    def is_coded_by_both(self) -> bool:
        """Whether both coded every text: before, neither sees what the other one gave."""
        return self.texts > 0 and all(number == self.texts for number in self.coded.values())


def text_key(questionnaire: str, question: str, text: str) -> str:
    """Names a text within one question of one questionnaire: 128 bits of SHA-256, blanks and umlaut forms levelled.

    The same words elsewhere have another key: what was decided here says nothing there.
    """
    levelled = _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip()
    return sha256(f"{questionnaire}\n{question}\n{levelled}".encode()).hexdigest()[:32]


def texts_to_code(
    questionnaire: Questionnaire, responses: Iterable[Response], *, consent: QuoteConsent | None = None
) -> tuple[OpenText, ...]:
    """Every text once, by question in its order and by key, which tells nothing of who wrote when.

    Without audiences of which fewer than `FEWEST_RESPONSES` answered. `consent` is the answer that allows quotes.
    """
    asked = [question.id for question in questionnaire.questions if asks_for_own_words(question)]
    given = list(responses)
    sizes = Counter(response.audience for response in given)
    times: dict[TextId, Counter[str]] = defaultdict(Counter)
    allowing: dict[TextId, Counter[str]] = defaultdict(Counter)
    words: dict[TextId, str] = {}
    for response in given:
        if sizes[response.audience] < FEWEST_RESPONSES:
            continue
        may_be_quoted = consent is not None and _consents(response, consent)
        for answer in response.answers:
            if answer.question in asked and answer.text.strip():
                name = answer.question, text_key(response.questionnaire, answer.question, answer.text)
                times[name][response.audience] += 1
                allowing[name][response.audience] += may_be_quoted
                words[name] = min(words.get(name, answer.text), answer.text)
    order = {question: place for place, question in enumerate(asked)}
    names = sorted(times, key=lambda name: (order[name[0]], name[1]))
    return tuple(
        OpenText(
            *name, words[name], tuple(Voices(who, n, allowing[name][who]) for who, n in sorted(times[name].items()))
        )
        for name in names
    )


def _consents(response: Response, consent: QuoteConsent) -> bool:
    return any(one.question == consent.question and consent.option in one.options for one in response.answers)


def confirmed(codings: Iterable[Coding]) -> dict[TextId, Codes]:
    """The texts of which people decided: both together, or each the same, or the only one who coded it."""
    return {text: codes for text, given in _by_text(codings).items() if (codes := _decided(given)) is not None}


def disagreements(codings: Iterable[Coding]) -> tuple[TextId, ...]:
    """The texts that two coded differently and have not settled yet, in the order of their keys."""
    return tuple(sorted(text for text, given in _by_text(codings).items() if _decided(given) is None))


def agreement(codings: Iterable[Coding]) -> tuple["Reliability", ...]:
    """Krippendorff's alpha of each theme that was given, over the texts that both coded; none if there is no such text.

    From what each decided alone: settling a disagreement afterwards does not make it undone.
    """
    from leitplanke.evidence.reliability import alpha_per_code  # noqa: PLC0415 - numpy is slow to load

    units = [
        [given[Coder.FIRST], given[Coder.SECOND]]
        for given in _by_text(codings).values()
        if {Coder.FIRST, Coder.SECOND} <= given.keys()
    ]
    return alpha_per_code(units) if units else ()


def coding_state(texts: Iterable[OpenText], codings: Iterable[Coding]) -> CodingState:
    """How far the coding of these texts has come; codings of other texts do not count."""
    wanted = {text.text_id for text in texts}
    by_text = {text: given for text, given in _by_text(codings).items() if text in wanted}
    coded = {coder: sum(coder in given for given in by_text.values()) for coder in (Coder.FIRST, Coder.SECOND)}
    decided = sum(_decided(given) is not None for given in by_text.values())
    both = sum({Coder.FIRST, Coder.SECOND} <= given.keys() for given in by_text.values())
    return CodingState(len(wanted), coded, both, decided, len(by_text) - decided)


def _by_text(codings: Iterable[Coding]) -> dict[TextId, dict[Coder, Codes]]:
    found: dict[TextId, dict[Coder, Codes]] = defaultdict(dict)
    for coding in codings:
        found[coding.text_id][coding.coder] = frozenset(coding.themes)
    return found


def _decided(given: Mapping[Coder, Codes]) -> Codes | None:
    if Coder.AGREED in given:
        return given[Coder.AGREED]
    alone = set(given.values())
    return alone.pop() if len(alone) == 1 else None
