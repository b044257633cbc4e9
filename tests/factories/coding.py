"""Texts in the middle of being coded, without reading the dictionary that fetching them needs."""

from leitplanke.evidence.codings import Coder, Voices, text_key
from leitplanke_web.accounts.models import Person
from leitplanke_web.evidence.models import CodingSeat, CodingText, TextCoding
from leitplanke_web.participation.queries import questionnaire
from leitplanke_web.towns.models import Town


def texts_to_code(town: Town, *, numbers: range, words: str = "Mehr Termine") -> list[CodingText]:
    """Texts with these numbers, within the scope of the town."""
    version = questionnaire(town).version
    return CodingText.objects.bulk_create(
        CodingText(
            town=town,
            questionnaire=version,
            number=number,
            question="wish",
            key=text_key(version, "wish", f"{words} {number}"),
            text=f"{words} {number}",
            voices=(Voices("citizens", 1),),
            proposals=(),
        )
        for number in numbers
    )


def seat(town: Town, person: Person, coder: Coder) -> None:
    """Somebody at a seat."""
    version = questionnaire(town).version
    CodingSeat.objects.create(town=town, questionnaire=version, coder=coder, person=person)


def coded_apart(town: Town, *, first: Person, second: Person, numbers: range, words: str = "Mehr Termine") -> None:
    """Texts to which the first gave a theme and the second none: every page has something to show."""
    seat(town, first, Coder.FIRST)
    seat(town, second, Coder.SECOND)
    for row in texts_to_code(town, numbers=numbers, words=words):
        for coder, themes in ((Coder.FIRST, ["waiting"]), (Coder.SECOND, [])):
            TextCoding.objects.create(
                town=town, questionnaire=row.questionnaire, question="wish", text=row.key, coder=coder, themes=themes
            )
