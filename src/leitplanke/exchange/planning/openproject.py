"""A plan for OpenProject: bodies for its API v3, work packages first, then the relations between them.

`key` is our identifier: a work package gets its number from the answer to its own request, and a relation needs two.
"""

import json

from leitplanke.exchange.planning.bars import Bar, Link, LinkKind, Timetable
from leitplanke.kernel.texts import Language

_MOST_SUBJECT = 255  # what OpenProject takes
_WORKDAYS_A_MONTH = 20  # the lag of a relation is told in working days; fewer than any month has, so nothing moves


def plan_openproject(table: Timetable) -> bytes:
    """`work_packages` go to `/api/v3/projects/ID/work_packages`, `relations` to `/api/v3/work_packages/ID/relations`.

    In `href`, the key in braces stands for the number that the answer for this key gave. The dates are set by hand, so
    that relations never move them. OpenProject keeps one relation between two work packages (it refuses another with
    409); a start-to-start relation has no counterpart that schedules and becomes "relates".
    """
    relations = [
        {"from_key": bar.id, "to_key": after, "body": _relation(after, links)}
        for bar in table.bars
        for after, links in _by_other(bar.links).items()
    ]
    packages = [{"key": bar.id, "body": _work_package(bar, table)} for bar in table.bars]
    whole = {"work_packages": packages, "relations": relations}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode() + b"\n"


def _by_other(links: tuple[Link, ...]) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = {}
    for link in links:
        found.setdefault(link.after, []).append(link)
    return found


def _relation(after: str, links: list[Link]) -> dict[str, object]:
    """What all links to one other come to: the longest wait after its end."""
    waits = [link.months for link in links if link.kind is LinkKind.END]
    kind: dict[str, object] = (
        {"type": "follows", "lag": max(waits) * _WORKDAYS_A_MONTH} if waits else {"type": "relates"}
    )
    return kind | {"_links": {"to": {"href": f"/api/v3/work_packages/{{{after}}}"}}}


def _work_package(bar: Bar, table: Timetable) -> dict[str, object]:
    """Its dates are working days: OpenProject moves others."""
    dates: dict[str, object] = {"startDate": bar.first_workday.isoformat(), "dueDate": bar.last_workday.isoformat()}
    notes = [table.mode_note(bar), *filter(None, (_staff_note(bar, table), table.deadline_note(bar), table.notice))]
    return {
        "subject": bar.name[:_MOST_SUBJECT],
        "scheduleManually": True,
        **dates,
        "description": {"format": "markdown", "raw": "\n\n".join(notes)},
    }


def _staff_note(bar: Bar, table: Timetable) -> str:
    """Who works on it with how many posts."""
    names = {unit.id: unit.name for unit in table.units}
    posts = {unit: f"{amount / 100:g}" for unit, amount in bar.staff}
    if table.language is Language.EN:
        return ", ".join(f"{names.get(unit, unit)}: {post} FTE" for unit, post in posts.items())
    return ", ".join(f"{names.get(unit, unit)}: {post.replace('.', ',')} Stellen" for unit, post in posts.items())
