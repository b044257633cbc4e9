"""Coding of free texts: fetching them, two seats, codes, what both agree on.

The log says who took a seat and who finished, never of which text: a line has a time, and time beside a text would tell
how somebody works.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from leitplanke.evidence.codings import Coder, confirmed, disagreements, texts_to_code
from leitplanke.evidence.texts.new_themes import propose_themes
from leitplanke.evidence.themes import Codebook
from leitplanke.participation.masking import masked
from leitplanke_web.accounts.models import Person
from leitplanke_web.audit.actions import record
from leitplanke_web.evidence.models import SEATS, CodingSeat, CodingText, ProposedTheme, TextCoding
from leitplanke_web.evidence.queries import codings, next_text, quote_consent, seat_of, state_of_coding, themes
from leitplanke_web.participation import queries as participation
from leitplanke_web.towns.jobs import enqueue
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.permissions import require_role
from leitplanke_web.towns.versions import lock


@dataclass(eq=False)  # not frozen: Python writes the traceback into it
class NoSeatError(Exception):
    """Both seats are taken, or this person has none."""


@dataclass(eq=False)  # not frozen: Python writes the traceback into it
class UnknownThemeError(Exception):
    """The codebook has no such theme (any more)."""


@transaction.atomic
def ask_for_texts(town: Town, person: Person) -> None:
    """Have the texts fetched and proposals learned in the background."""
    require_role(town, person, Role.EDITOR)
    record(deed="coding.asked", actor=person.name, town=town.pk)
    enqueue("evidence.fetch_texts", town=town.pk)


def fetch_texts(town: Town) -> int:
    """Fetch the mixed responses' texts for coding, with proposals; how many there are.

    Again and again: codes hang on the words, so that none is lost. Learning takes seconds and happens before the
    transaction.
    """
    from leitplanke.evidence.texts.suggestions import suggest_codes  # noqa: PLC0415 - numpy is slow to load

    questionnaire = participation.questionnaire(town)
    version, codebook = questionnaire.version, themes(town)
    found = texts_to_code(questionnaire, participation.responses(town, to=questionnaire), consent=quote_consent(town))
    shown = [masked(one.text) for one in found]
    decided = confirmed(codings(town, version))
    given = [decided.get(one.text_id) for one in found]
    proposals = suggest_codes(shown, codes=given, themes=codebook)
    by_words = Codebook.of(codebook, questionnaire)
    known = [
        frozenset(by_words.themes_in([text])) if codes is None else codes
        for text, codes in zip(shown, given, strict=True)
    ]
    new = propose_themes(shown, codes=known)
    with transaction.atomic():
        lock(town)
        CodingText.objects.filter(town=town).delete()
        ProposedTheme.objects.filter(town=town).delete()
        CodingText.objects.bulk_create(
            [
                CodingText(
                    town=town,
                    questionnaire=version,
                    number=number,
                    question=one.question,
                    key=one.key,
                    text=text,
                    voices=one.voices,
                    proposals=proposed,
                )
                for number, (one, text, proposed) in enumerate(zip(found, shown, proposals, strict=True), start=1)
            ],
            batch_size=500,
        )
        ProposedTheme.objects.bulk_create(ProposedTheme(town=town, questionnaire=version, value=one) for one in new)
    return len(found)


@transaction.atomic
def take_seat(town: Town, person: Person, questionnaire: str) -> Coder:
    """The person's seat; the first that is free if they have none. Raises `NoSeatError`."""
    require_role(town, person, Role.EDITOR)
    lock(town)
    own = seat_of(town, questionnaire, person)
    if own is not None:
        return own
    rows = CodingSeat.objects.filter(town=town, questionnaire=questionnaire)
    taken = {row.coder: row for row in rows}
    for coder in SEATS:
        row = taken.get(coder) or CodingSeat(town=town, questionnaire=questionnaire, coder=coder)
        if row.person_id is None:
            row.person = person
            row.save()
            record(deed="coding.seated", actor=person.name, town=town.pk, subject=questionnaire)
            return coder
    raise NoSeatError


@transaction.atomic
def code_text(town: Town, person: Person, row: CodingText, *, given: Iterable[str]) -> None:
    """Store what somebody gives to a text at their seat; also nothing. Raises `NoSeatError`, `UnknownThemeError`."""
    require_role(town, person, Role.EDITOR)
    lock(town)
    coder = seat_of(town, row.questionnaire, person)
    if coder is None:
        raise NoSeatError
    was_open = next_text(town, row.questionnaire, coder) is not None
    _store(town, row, coder, given)
    if was_open and next_text(town, row.questionnaire, coder) is None:
        record(deed="coding.finished", actor=person.name, town=town.pk, subject=row.questionnaire)


@transaction.atomic
def settle_text(town: Town, person: Person, row: CodingText, *, given: Iterable[str]) -> None:
    """Store what both agree on. Raises as `code_text`, and `NoSeatError` while one of the two is still at work."""
    require_role(town, person, Role.EDITOR)
    lock(town)
    if seat_of(town, row.questionnaire, person) is None:
        raise NoSeatError
    if not state_of_coding(town, row.questionnaire, codings(town, row.questionnaire)).is_coded_by_both:
        raise NoSeatError
    _store(town, row, Coder.AGREED, given)
    if not disagreements(codings(town, row.questionnaire)):
        record(deed="coding.settled", actor=person.name, town=town.pk, subject=row.questionnaire)


def _store(town: Town, row: CodingText, coder: Coder, given: Iterable[str]) -> None:
    known = [theme.id for theme in themes(town)]
    wanted = frozenset(given)
    if not wanted <= frozenset(known):
        raise UnknownThemeError
    TextCoding.objects.update_or_create(
        town=town,
        questionnaire=row.questionnaire,
        question=row.question,
        text=row.key,
        coder=coder,
        defaults={"themes": [theme for theme in known if theme in wanted]},
    )
