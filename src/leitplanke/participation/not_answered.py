"""How tables write that somebody did not answer, in words."""

from leitplanke.participation.model import Missing

_WORDS = {
    Missing.DONT_KNOW: ("weiß nicht", "weiss nicht", "don't know", "don’t know", "dont know", "dk"),
    Missing.PREFER_NOT: ("möchte ich nicht sagen", "prefer not to say", "refused"),
    Missing.NO_ANSWER: ("keine angabe", "k.a.", "k. a.", "keine antwort", "no answer", "na"),
}
_MEANING = {words: missing for missing, several in _WORDS.items() for words in several}

NOT_ANSWERED = frozenset(_MEANING)


def missing_in_words(text: str) -> Missing | None:
    """The way of not answering that this text means, whatever its case; None if it is an answer."""
    return _MEANING.get(text.strip().casefold())
