"""Which texts may be quoted: with consent, masked, and only where many wrote alike; see docs/methods/quotes.md."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from leitplanke.evidence.codings import Codes, OpenText, TextId
from leitplanke.participation.masking import PLACEHOLDERS, masked

FEWEST_VOICES = 10  # of one audience on one theme: a quote must not be the voice of somebody who is known
MOST_LETTERS = 400


@dataclass(frozen=True, slots=True)
class Quote:
    """What may be printed. `is_masked`: a name, a number or an address was taken out, and its place is visible."""

    audience: str
    theme: str
    text: str
    is_masked: bool


def quotable(texts: Iterable[OpenText], *, codes: Mapping[TextId, Codes], themes: Sequence[str]) -> tuple[Quote, ...]:
    """The texts that may be quoted, by audience, by theme in the order of `themes`, and by words.

    Only texts of which people decided the themes (`codes`), on themes that at least `FEWEST_VOICES` of the audience
    wrote about, of at most `MOST_LETTERS` letters, and only if everybody of the audience who wrote the text allows it.
    A text with two themes stands under both. Nothing is shortened or mended: a text is quoted as it was written, what
    was masked staying visible, or not at all.
    """
    decided = [(text, codes[text.text_id]) for text in texts if text.text_id in codes]
    counted = _voices(decided)
    order = {theme: place for place, theme in enumerate(themes)}
    quotes = {
        Quote(one.audience, theme, words, any(mark in words for mark in PLACEHOLDERS.values()))
        for text, given in decided
        if len(words := masked(text.text).strip()) <= MOST_LETTERS
        for one in text.voices
        if one.allowing == one.times
        for theme in given
        if theme in order and counted[one.audience, theme] >= FEWEST_VOICES
    }
    return tuple(sorted(quotes, key=lambda quote: (quote.audience, order[quote.theme], quote.text)))


def _voices(decided: Iterable[tuple[OpenText, Codes]]) -> dict[tuple[str, str], int]:
    """How many people of an audience wrote about a theme, at least: those of the question where it is most."""
    by_question: Counter[tuple[str, str, str]] = Counter()
    for text, given in decided:
        for one in text.voices:
            for theme in given:
                by_question[one.audience, theme, text.question] += one.times
    most: Counter[tuple[str, str]] = Counter()
    for (audience, theme, _), times in by_question.items():
        most[audience, theme] = max(most[audience, theme], times)
    return most
