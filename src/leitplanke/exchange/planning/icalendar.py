"""A plan as a calendar (RFC 5545): one event of whole days per measure."""

from datetime import date, timedelta

from leitplanke.exchange.planning.bars import Bar, Timetable

_MOST_OCTETS = 75


def plan_calendar(table: Timetable) -> bytes:
    """The same plan gives the same bytes: the time stamp is the first day of the plan."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Leitplanke//roadmap//{table.language.upper()}"]
    lines.append("CALSCALE:GREGORIAN")
    lines.append(f"X-WR-CALNAME:{escaped(table.title)}")
    for bar in table.bars:
        lines += _event(bar, table, stamp=table.first_month.replace("-", ""))
    return "".join(folded(line) + "\r\n" for line in [*lines, "END:VCALENDAR"]).encode()


def _event(bar: Bar, table: Timetable, *, stamp: str) -> list[str]:
    """The end of an event of whole days is the day after (RFC 5545, 3.6.1)."""
    notes = "\n".join(filter(None, (table.mode_note(bar), table.deadline_note(bar), table.notice)))
    return [
        "BEGIN:VEVENT",
        f"UID:{escaped(bar.id)}@{table.domain}",
        f"DTSTAMP:{stamp}01T000000Z",
        f"DTSTART;VALUE=DATE:{_day(bar.first_day)}",
        f"DTEND;VALUE=DATE:{_day(bar.last_day + timedelta(days=1))}",
        f"SUMMARY:{escaped(bar.name)}",
        *([f"DESCRIPTION:{escaped(notes)}"] if notes else []),
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def escaped(value: str) -> str:
    """Text as a value of a calendar (RFC 5545, 3.3.11)."""
    for sign, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        value = value.replace(sign, escaped)
    return value


def folded(line: str) -> str:
    """No line is longer than 75 octets; what follows begins with a space."""
    parts, rest = [], line.encode()
    while len(rest) > _MOST_OCTETS:
        cut = _MOST_OCTETS
        while rest[cut] & 0xC0 == 0x80:  # never within a letter
            cut -= 1
        parts.append(rest[:cut].decode())
        rest = b" " + rest[cut:]
    return "\r\n".join([*parts, rest.decode()])
