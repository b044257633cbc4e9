"""A plan for OpenProject: bodies for its API v3, work packages first, then the relations between them.

`key` is our identifier: a work package gets its number from the answer to its own request, and a relation needs two.
"""

import json

from leitplanke.exchange.planning.bars import Bar, LinkKind, Timetable

_MOST_SUBJECT = 255  # what OpenProject takes
_WORKDAYS_A_MONTH = 20  # the lag of a relation is told in working days; fewer than any month has, so nothing moves


def plan_openproject(table: Timetable) -> bytes:
    """`work_packages` go to `/api/v3/projects/ID/work_packages`, `relations` to `/api/v3/work_packages/ID/relations`.

    The dates are set by hand, so that relations never move them. A start-to-start relation has no counterpart that
    schedules; it becomes "relates".
    """
    relations = [
        {
            "from_key": bar.id,
            "to_key": link.after,
            "body": {"type": "follows", "lag": link.months * _WORKDAYS_A_MONTH}
            if link.kind is LinkKind.END
            else {"type": "relates"},
        }
        for bar in table.bars
        for link in bar.links
    ]
    packages = [{"key": bar.id, "body": _work_package(bar, table.notice)} for bar in table.bars]
    whole = {"work_packages": packages, "relations": relations}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode() + b"\n"


def _work_package(bar: Bar, notice: str) -> dict[str, object]:
    dates: dict[str, object] = {"startDate": bar.first_day.isoformat(), "dueDate": bar.last_day.isoformat()}
    staff = ", ".join(f"{unit} {amount / 100:.2f} VZÄ" for unit, amount in bar.staff)
    deadline = "" if bar.deadline is None else f"Frist: {bar.deadline.isoformat()}"
    notes = [f"Umsetzungsart: {bar.mode}", *(note for note in (staff, deadline, notice) if note)]
    return {
        "subject": bar.name[:_MOST_SUBJECT],
        "scheduleManually": True,
        **dates,
        "description": {"format": "markdown", "raw": "\n\n".join(notes)},
    }
