"""Statements about the person who votes, by their wording, for exports that do not say which ones these are.

Polis lets the owner of a conversation mark statements such as "I am under 30" as metadata; they then form no groups.
The exports up to now do not tell. The patterns are narrow: an opinion that is taken for a fact about the person would
not help to form groups, and one that begins with "I" mostly is an opinion.
"""

import re

_OPINION = re.compile(
    r"\b(should|must|need|needs|want|would|think|believe|feel|because|but|if|soll\w*|muss|müss\w+|brauch\w+|will|woll\w+|"
    r"möchte|würde|finde|glaube|denke|weil|aber|wenn|dass)\b"
)
_ABOUT_ME = re.compile(
    r"""^(?:
    (?:i\ am|i['’]m)\ (?:not\ )?(?:an?\ )?(?:\d+|under|over|between|aged|younger|older|male|female|man|woman|
        non-?binary|trans\w*|student|pupil|parent|mother|father|retired|pensioner|farmer|commercial|homeowner|renter|tenant|
        resident|employed|unemployed|self-employed|married|single|white|black|asian|disabled)\b
    |i\ identify\ as\b
    |i\ (?:currently\ )?(?:live|grew\ up|was\ born|work|study)\ (?:in|within|near|at|outside|as|for)\b
    |my\ (?:ethnicity|gender|age|religion|nationality|first\ language|native\ language|mother\ tongue)\b
    |\w+\ is\ my\ (?:first|native)\ language\b
    |ich\ bin\ (?:nicht\ )?(?:eine?\ )?(?:\d+|unter|über|zwischen|jünger|älter|männlich|weiblich|divers|mann|frau|
        student\w*|schüler\w*|mutter|vater|rentner\w*|pensionist\w*|landwirt\w*|mieter\w*|eigentümer\w*|berufstätig|
        arbeitslos|selbstständig|selbständig|verheiratet|ledig|alleinerziehend\w*)\b
    |ich\ (?:wohne|lebe|arbeite|studiere)\ (?:in|im|auf|am|bei|als|nahe)\b
    |mein\ (?:alter|geschlecht|beruf|wohnort)\b|meine\ (?:muttersprache|erstsprache|staatsangehörigkeit)\b
    )""",
    re.VERBOSE,
)
_NUMBERING = re.compile(r"^\W*(?:\d+[.)]\s*)?")
_MOST_WORDS = 20


def is_about_the_person(text: str) -> bool:
    """Whether a statement tells who somebody is, not what somebody wants."""
    plain = _NUMBERING.sub("", " ".join(text.split()).casefold(), count=1)
    return len(plain.split()) <= _MOST_WORDS and bool(_ABOUT_ME.match(plain)) and not _OPINION.search(plain)
