"""Inviting by e-mail: a list that has nothing to do with codes or answers (docs/decisions/0021 and 0023).

Nobody knows who answered, so a reminder goes to everybody who is on the list, once. Each address is claimed in the
database before its letter goes to the mail server: a job that is done twice, or by two workers, tells nobody twice.
"""

import logging
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from smtplib import (
    SMTPDataError,
    SMTPException,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
)
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import override

from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text
from leitplanke_web.accounts.models import Person
from leitplanke_web.audit.actions import OPERATOR, record
from leitplanke_web.design.navigation import address_of
from leitplanke_web.participation.models import MailAddress, Survey
from leitplanke_web.participation.models.addresses import Telling
from leitplanke_web.participation.queries import is_open
from leitplanke_web.participation.sealing import MAIL, UnreadableDraftError, digest, seal, unseal
from leitplanke_web.towns.form_fields import told
from leitplanke_web.towns.jobs import enqueue
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.permissions import require_role
from leitplanke_web.towns.versions import lock

MOST_ADDRESSES: Final = 10_000
_MOST_DELAYS: Final = 3  # one after the other: then the trouble is the mail server's and not an address's
_PERMANENT: Final = 500  # RFC 5321, 4.2.1: replies from here on say that trying again is of no use
_log = logging.getLogger(__name__)


class Letter(StrEnum):
    """What is written; also the name of the column that says how far it has come."""

    INVITATION = "invitation"
    REMINDER = "reminder"


@transaction.atomic
def add_addresses(town: Town, person: Person, survey: Survey, addresses: Iterable[str], *, consent: str) -> int:
    """Put addresses on the list and note in the log where people agreed to that; how many are new.

    Raises `InvalidValueError` if the list would get too long.
    """
    require_role(town, person, Role.EDITOR)
    lock(town)
    before = MailAddress.objects.filter(survey=survey).count()
    MailAddress.objects.bulk_create(
        [_row(survey, address) for address in addresses], batch_size=500, ignore_conflicts=True
    )
    after = MailAddress.objects.filter(survey=survey).count()
    require(
        holds=after <= MOST_ADDRESSES,
        field="addresses",
        problem=Text(f"Das wären {after} Adressen.", f"That would be {after} addresses."),
        remedy=Text(f"Möglich sind {MOST_ADDRESSES}.", f"{MOST_ADDRESSES} are possible."),
    )
    _record("addresses.added", person.name, survey, count=after - before, consent=consent)
    return after - before


@transaction.atomic
def remove_address(town: Town, person: Person, survey: Survey, address: str) -> bool:
    """Take somebody off the list; whether they were on it. The log says that one was, and not who."""
    require_role(town, person, Role.EDITOR)
    lock(town)
    removed, _ = MailAddress.objects.filter(survey=survey, locator=_locator(survey, address)).delete()
    if removed:
        _record("addresses.removed", person.name, survey, count=removed)
    return bool(removed)


@transaction.atomic
def begin_letters(town: Town, person: Person, survey: Survey, letter: Letter, *, today: date) -> int:
    """Let everybody on the list who has not got this letter yet be told, in the background; how many are told now.

    Called again it goes on with those who still wait. Raises `InvalidValueError` while nobody can answer, and without
    an address to which people can write that they want no letters.
    """
    require_role(town, person, Role.EDITOR)
    lock(town)
    require(
        holds=is_open(survey, today=today),
        field="letter",
        problem=Text("Gerade kann niemand antworten.", "Nobody can answer now."),
        remedy=Text("Öffnen Sie zuerst die Umfrage.", "Open the survey first."),
    )
    require(
        holds=bool(town.details.authority.email),
        field="letter",
        problem=Text(
            "In den Angaben der Stadt fehlt eine E-Mail-Adresse, an die man sich wenden kann.",
            "The details of the town name no e-mail address to write to.",
        ),
        remedy=Text("Tragen Sie sie unter „Angaben“ ein.", "Enter it under “Details”."),
    )
    mine = MailAddress.objects.filter(survey=survey)
    fresh = mine.filter(**{letter: Telling.NOT_YET})
    if letter is Letter.REMINDER:  # it speaks of an earlier letter
        fresh = fresh.filter(invitation__in=(Telling.SENT, Telling.SENDING))
    fresh.update(**{letter: Telling.DUE})
    waiting = mine.filter(**{letter: Telling.DUE}).count()
    if waiting:
        _record("letters.begun", person.name, survey, letter=str(letter), count=waiting)
        enqueue("participation.send_letters", town=town.pk, survey=survey.pk, letter=str(letter))
    return waiting


def send_letters(survey: Survey, letter: Letter, *, today: date) -> int:
    """Send what is due, outside a transaction; how many letters the mail server took.

    An address that it refuses is marked and the others go on. A server that takes nothing ends the work: what is due
    stays so. Where nobody knows whether a letter went out, it is not sent again.
    """
    if not is_open(survey, today=today):
        return 0
    mine = MailAddress.objects.filter(survey=survey)
    connection = get_connection()
    if not _is_reached(connection, survey):
        return 0
    sent = delays = 0
    for row in mine.filter(**{letter: Telling.DUE}).order_by("locator"):
        if not mine.filter(pk=row.pk, **{letter: Telling.DUE}).update(**{letter: Telling.SENDING}):
            continue  # another worker has it, or it was taken off the list
        outcome = _told(connection, survey, letter, row)
        mine.filter(pk=row.pk).update(**{letter: outcome})
        sent += outcome == Telling.SENT
        delays = delays + 1 if outcome == Telling.DUE else 0
        if outcome == Telling.SENDING or delays == _MOST_DELAYS:
            _log.error("the mail server does not take the letters of %s; what is due waits", survey.town_id)
            break
        if outcome == Telling.DUE and not _is_reached(connection, survey):
            break
    connection.close()
    return sent


def forget_addresses(survey: Survey) -> None:
    """Delete the list, in the mix's transaction; the log says how many there were."""
    deleted, _ = MailAddress.objects.filter(survey=survey).delete()
    if deleted:
        _record("addresses.deleted", OPERATOR, survey, count=deleted)


def _is_reached(connection: BaseEmailBackend, survey: Survey) -> bool:
    """Whether the mail server can be talked to, on a new line.

    A server that says "not now" may have hung up (421: so many letters on one line; RFC 5321, 3.8). On the old line the
    next letter would be one of which nobody knows whether it went out.
    """
    try:
        connection.close()
        connection.open()
    except (OSError, SMTPException):
        _log.exception("the mail server cannot be reached; the letters of %s wait", survey.town_id)
        return False
    return True


def _told(connection: BaseEmailBackend, survey: Survey, letter: Letter, row: MailAddress) -> Telling:
    """What became of one letter. Nothing of the address is logged."""
    try:
        connection.send_messages([_message(survey, letter, row)])
    except SMTPRecipientsRefused as refused:
        is_final = all(code >= _PERMANENT for code, _words in refused.recipients.values())
        return Telling.REFUSED if is_final else Telling.DUE
    except (ValueError, SMTPNotSupportedError, UnreadableDraftError):  # no header holds it, or no key opens it
        return Telling.REFUSED
    except (SMTPDataError, SMTPSenderRefused):  # said no: a full spool, a limit per hour
        return Telling.DUE
    except (SMTPException, OSError):  # gone in the middle: perhaps it has it
        return Telling.SENDING
    return Telling.SENT


def _message(survey: Survey, letter: Letter, row: MailAddress) -> EmailMessage:
    """The letter: in German, as the town writes; without a code, because none belongs to an address."""
    town = survey.town
    with override(settings.LANGUAGE_CODE):
        context = {
            "town": town,
            "title": told(survey.questionnaire.value.title),
            "town_name": told(town.profile.name),
            "notice": told(town.profile.notice) if town.profile.is_fictitious else "",
            "closes_on": survey.closes_on,
            "link": f"{settings.ORIGIN}{address_of('participation:survey', town=town.pk)}",
            "privacy": f"{settings.ORIGIN}{address_of('portal:privacy', town=town.pk)}",
            "contact": town.details.authority.email,
        }
        subject = render_to_string(f"participation/letters/{letter}_subject.txt", context)
        text = render_to_string(f"participation/letters/{letter}.txt", context)
    address = unseal(row.locator, bytes(row.sealed))["address"]
    return EmailMessage(
        " ".join(subject.split()),
        text,
        None,
        [address],
        reply_to=[town.details.authority.email],
        headers={"List-Unsubscribe": f"<mailto:{town.details.authority.email}>"},  # RFC 2369, 3.2
    )


def _row(survey: Survey, address: str) -> MailAddress:
    locator = _locator(survey, address)
    return MailAddress(
        locator=locator, town_id=survey.town_id, survey=survey, sealed=seal(locator, {"address": address})
    )


def _locator(survey: Survey, address: str) -> str:
    return digest(MAIL, f"{survey.pk} {address.lower()}")


def _record(deed: str, actor: str, survey: Survey, **details: object) -> None:
    record(deed=deed, actor=actor, town=survey.town_id, subject=survey.questionnaire.identifier, details=details)
