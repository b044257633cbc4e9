"""A workshop as a calendar file (RFC 5545): what people put into their calendar from an e-mail."""

from datetime import datetime

from leitplanke.exchange.planning.icalendar import escaped, folded
from leitplanke.kernel.texts import Language
from leitplanke.participation.meeting.agenda import Agenda

_CENTRAL_EUROPE = (
    "BEGIN:VTIMEZONE", "TZID:Europe/Berlin",
    "BEGIN:DAYLIGHT", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "TZNAME:CEST",
    "DTSTART:19960331T020000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT",
    "BEGIN:STANDARD", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "TZNAME:CET",
    "DTSTART:19961027T030000", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD",
    "END:VTIMEZONE",
)  # fmt: skip
"""Summer time as the law has it (Directive 2000/84/EC): RFC 5545 wants the rule beside the name of a time zone."""


def invitation_calendar(agenda: Agenda, *, identifier: str, address: str, version: int, language: Language) -> bytes:
    """The same agenda gives the same bytes. `version` lets a calendar take a later invitation for the newer one."""
    goal, steps = agenda.goal.in_language(language), agenda.timed()
    lines = [f"{one.begins:%H:%M} {one.step.title.in_language(language)}" for one in steps]
    described = "\n".join([goal, *lines, address]).strip()
    return "".join(
        folded(line) + "\r\n"
        for line in (
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Leitplanke//workshop//DE",
            "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH",
            *_CENTRAL_EUROPE,
            "BEGIN:VEVENT",
            f"UID:{escaped(identifier)}@workshop.leitplanke",
            f"DTSTAMP:{agenda.held_on:%Y%m%d}T000000Z",
            f"SEQUENCE:{version}",
            f"DTSTART;TZID=Europe/Berlin:{_moment(agenda.begins)}",
            f"DTEND;TZID=Europe/Berlin:{_moment(agenda.ends)}",
            f"SUMMARY:{escaped(agenda.title.in_language(language))}",
            f"LOCATION:{escaped(agenda.place)}",
            f"DESCRIPTION:{escaped(described)}",
            "END:VEVENT",
            "END:VCALENDAR",
        )
    ).encode()


def _moment(moment: datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%S}"
