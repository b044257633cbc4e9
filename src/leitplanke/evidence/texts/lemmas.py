"""Base forms (lemmas) of the words of a German text; see docs/methods/suggestions.md."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from leitplanke.evidence.themes import folded
from leitplanke.participation.masking import PLACEHOLDERS

Lemmas = Callable[[str], tuple[str, ...]]

_WORD = re.compile(r"[^\W\d_]{3,}")
_MASKED = re.compile("|".join(re.escape(words) for words in PLACEHOLDERS.values()))

# Words of grammar and politeness: every text has them, and they belong to no theme.
STOP_WORDS: Final = frozenset(
    """
    aber all alle allem allen aller alles als also ander andere anderen anderer anderes auch auf aus bei beim bereits
    bin bis bist bitte bitten dabei dadurch dafür dagegen daher damit danach danke danken dann daran darauf daraus darf
    darin darum darüber das dass davon dazu dein dem den denn der deren des deshalb dessen die dies diese diesem diesen
    dieser dieses doch dort durch dürfen eben ebenso eher eigentlich ein eine einem einen einer eines einfach einige
    einmal er erst erste es etc etwa etwas euch euer fast für ganz geben gegen gehen gern gerne gibt gleich gruß grüße
    gut guten haben hallo halt hat herr hier hin hinter hätte ich ihm ihn ihnen ihr ihre im immer in indem ins ist ja
    jede jedem jeden jeder jedes jedoch jemand jetzt kann kein keine keinem keinen keiner können könnte lassen lieber
    machen mag mal man manche mehr mein meine meinem meinen meiner mich mir mit muss möchte mögen müssen nach nachdem
    neben nein nicht nichts noch nun nur nämlich ob oben oder oft ohne schon sehr sein seine seinem seinen seiner seit
    selbst sich sie sind so sogar solche solcher soll sollen sollte sollten somit sonst sowie statt tag the tun um und
    uns unser unsere unter viel viele vielen vom von vor war waren warum was weil welche welcher wenig wenn wer werden
    weshalb wie wieder will wir wird wirklich wissen wo wohl wollen wollte worden wurde wäre würde würden zu zum zur
    zwar zwischen über überhaupt
    """.split()  # noqa: SIM905 - as a list it would be four times as long
)


def lemmas(text: str) -> tuple[str, ...]:
    """The base forms of the words in their order, folded, without words of grammar; what was masked counts for nothing.

    "Die Häuser wurden gebaut" gives "haus", "bauen". A compound stays one word. The first call reads the dictionary,
    which takes seconds and some 150 MB: not for the server that answers citizens.
    """
    words = (_lemma(word) for word in _WORD.findall(_MASKED.sub(" ", text)))
    return tuple(word for word in words if word not in STOP_WORDS)


@lru_cache(maxsize=50_000)
def _lemma(word: str) -> str:
    import simplemma  # noqa: PLC0415 - slow library

    return folded(simplemma.lemmatize(word, lang="de").partition("|")[0])  # a few entries of the dictionary give two
