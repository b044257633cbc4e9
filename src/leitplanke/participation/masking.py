"""Names, telephone numbers, e-mail addresses and account numbers in free texts, taken out before anybody reads them.

Rules, not a model: everybody can read why something went, and the same text always gives the same result. What the
rules find and miss stands in docs/methods/masking.md, measured on invented texts.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from enum import StrEnum
from typing import Final

from leitplanke.participation.answer_contents import MOST_LETTERS_SHORT, most_letters
from leitplanke.participation.first_names import FIRST_NAMES
from leitplanke.participation.model import Answer, Cells, Question, QuestionKind


class Masked(StrEnum):
    """What was taken out."""

    EMAIL = "email"
    IBAN = "iban"
    TELEPHONE = "telephone"
    NAME = "name"


PLACEHOLDERS: Final = {
    Masked.EMAIL: "[E-Mail-Adresse]",
    Masked.IBAN: "[Kontonummer]",
    Masked.TELEPHONE: "[Telefonnummer]",
    Masked.NAME: "[Name]",
}
_AT = r"(?:@| ?[(\[](?:at|ät)[)\]] ?)"
_DOT = r"(?:\.| ?[(\[](?:dot|punkt)[)\]] ?)"
_EMAIL = re.compile(rf"[\w.+-]{{1,64}}{_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{1,4}}", re.IGNORECASE)
_GERMAN_IBAN = re.compile(r"\bDE ?[0-9]{2}(?: ?[0-9]){18}(?![0-9])", re.IGNORECASE)  # also with a slip of the pen
_IBAN = re.compile(r"\b[A-Z]{2} ?[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
_TELEPHONE = re.compile(r"(?<![\w.,/-])(?:\+[1-9]|00[1-9]|\(?0[1-9])(?:[ /()-]{0,3}[0-9]){5,14}(?![\w]|[.,][0-9])")
_DAY = re.compile(r"[0-9]{1,2}[/-][0-9]{1,2}[/-][0-9]{2,4}")
_LEAST_DIGITS = 7

_WORD = r"[A-ZÄÖÜÇĞİŞŁŚŻÉ][\w'’]*(?:-[A-ZÄÖÜÇĞİŞŁŚŻÉ][\w'’]*)?"
_PARTICLE = r"(?:(?:von|van|zu|zur|de|del|der|al|el|bin|ben) ){0,2}"
_NAME = rf"{_PARTICLE}{_WORD}"
_TITLE = r"(?:(?:Dr|Prof|Dipl|Ing)\.? (?:med\. )?){0,2}"
_NAMES = rf"({_NAME}(?: {_NAME}){{0,2}})"
_ADDRESSED = re.compile(
    rf"\b(?:Herrn?|Frau|Fam(?:ilie|\.)|Hr\.|Fr\.|Mr\.?|Mrs\.?|Ms\.?|Dr\.|Prof\.) ({_TITLE})((?:{_WORD} )?)({_NAME})"
)
_INTRODUCED = re.compile(
    r"\b(?:(?:[Ii]ch|[Ww]ir) hei(?:ß|ss)en? |[Mm]ein Name ist |[Mm]y name is |[Gg]ez\. ?|[Nn]ame: ?)" + _NAMES
)
_SIGNED = re.compile(
    r"(?:[Gg]r(?:ü|ue)(?:ß|ss)en?|[Gg]ru(?:ß|ss)|\b(?:LG|MfG|VG|[Rr]egards))[,!]?\s+(?:(?:[Ii]hre?|Eure|eure|[Dd]eine?)\s+)?"
    + _NAMES
    + r"[.!]?\s*$"
)
_FULL = re.compile(
    rf"(?<![\w-])(?:{'|'.join(sorted(FIRST_NAMES, key=len, reverse=True))})"
    rf"(?:-{_WORD})?((?: {_WORD})?) ({_NAME})(?![\w-])"
)
# What is addressed or follows a first name, and is nobody's name.
_ROLES = re.compile(
    r"(?:Ober)?[Bb]ürgermeister|Landr[aä]t|Stadtr[aä]t|Minister|Kanzler|Präsident|Doktor|Professor|Pfarrer|Nachbar|Lehrer"
    r"|Direktor|Beauftragte|Amtsleiter|Mann$|Frau$|Kind|Holle$|Tod$"
)
_PLACES = re.compile(
    r"(?i)(?:stra(?:ß|ss)e|str\.?|platz|weg|allee|gasse|ring|ufer|brücke|schule|gymnasium|kita|hort|kirche|kapelle|haus"
    r"|halle|bad|park|hof|stift|heim|klinik|apotheke|viertel|fest|markt|turm|saal)$"
)


def masked(text: str) -> str:
    """The text with placeholders for what may tell who wrote it, or about whom."""
    text = _EMAIL.sub(PLACEHOLDERS[Masked.EMAIL], text)
    text = _GERMAN_IBAN.sub(PLACEHOLDERS[Masked.IBAN], text)
    text = _IBAN.sub(lambda found: PLACEHOLDERS[Masked.IBAN] if _is_iban(found[0]) else found[0], text)
    text = _TELEPHONE.sub(lambda found: PLACEHOLDERS[Masked.TELEPHONE] if _is_number(found[0]) else found[0], text)
    for pattern, put in _NAME_RULES:
        text = pattern.sub(put, text)
    return text


def masked_answer(question: Question, answer: Answer) -> Answer:
    """The answer with its free texts masked; dates, choices and numbers stay as they are.

    A placeholder may be longer than what it replaces: what then goes beyond the question's limit is cut off, so that an
    answer which was in order stays so.
    """
    most = most_letters(question)
    is_text = question.kind in {QuestionKind.TEXT, QuestionKind.SHORT_TEXT}
    has_texts = question.kind is QuestionKind.MATRIX and question.cells is Cells.TEXT
    return replace(
        answer,
        text=masked(answer.text)[:most] if is_text else answer.text,
        other=masked(answer.other)[:MOST_LETTERS_SHORT],
        items=tuple(replace(item, text=masked(item.text)[:most]) for item in answer.items)
        if has_texts
        else answer.items,
    )


def count_masked(answers: Iterable[Answer]) -> Counter[Masked]:
    """How often each kind was taken out of these answers."""
    texts = [text for answer in answers for text in (answer.text, answer.other, *(one.text for one in answer.items))]
    return +Counter({kind: sum(text.count(words) for text in texts) for kind, words in PLACEHOLDERS.items()})


def _is_iban(found: str) -> bool:
    """By its check digits (ISO 7064, MOD 97-10)."""
    number = found.replace(" ", "")
    turned = number[4:] + number[:4]
    return int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1


def _is_number(found: str) -> bool:
    return sum(letter.isdecimal() for letter in found) >= _LEAST_DIGITS and not _DAY.fullmatch(found)


def _put_addressed(found: re.Match[str]) -> str:
    """`Frau Dr. Kaya` but not `Frau Bürgermeisterin`; of `Frau Bürgermeisterin Kaya` the name alone."""
    first, last = found[2].strip(), found[3]
    cue = found[0][: found.start(1) - found.start(0)]
    if _ROLES.match(last):
        return found[0]
    kept = f"{first} " if first and _ROLES.match(first) else ""
    return f"{cue}{found[1]}{kept}{PLACEHOLDERS[Masked.NAME]}"


def _put_named(found: re.Match[str]) -> str:
    start = found.start(1) - found.start(0)
    return found[0][:start] + PLACEHOLDERS[Masked.NAME] + found[0][found.end(1) - found.start(0) :]


def _put_full(found: re.Match[str]) -> str:
    """A first name that many people have, with what follows it, unless that is a street or a house."""
    is_name = not _PLACES.search(found[2]) and not _ROLES.match(found[2])
    return PLACEHOLDERS[Masked.NAME] if is_name else found[0]


_NAME_RULES: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]] = (
    (_ADDRESSED, _put_addressed),
    (_INTRODUCED, _put_named),
    (_SIGNED, _put_named),
    (_FULL, _put_full),
)
