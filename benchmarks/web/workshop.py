"""Measure how long a card takes from a phone to the screen on the wall, with a room full of phones.

Every phone asks for the wall as its page does, and hangs a card now and then; the screen asks twice a second, as it
does. A card's way ends when the answer to the screen has its words. The load runs on the cores that it measures.

    python benchmarks/web/workshop.py [PHONES [SECONDS]]

`DATABASE_URL` names an empty PostgreSQL database to measure on; without it a new SQLite file is measured.
"""

import asyncio
import os
import re
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from datetime import time as Clock  # noqa: N812 - the module of this name is here too
from pathlib import Path
from random import Random, SystemRandom
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from web.load import fetch
from web.server import cpu_seconds, free_port, served

if TYPE_CHECKING:
    from leitplanke_web.workshops.models import Workshop

PHONES, SECONDS, MARK_SECONDS = 100, 60, 1.0
WALL_SECONDS, SCREEN_SECONDS = 3.0, 0.5  # as templates/workshops/wall.html and screen.html ask
CARD_SECONDS = 40.0  # 300 cards in two minutes from a hundred phones
FOLDER = Path(__file__).parents[2] / "examples" / "ahornstein"
_SEEN = re.compile(rb"seen=([0-9]+)")


@dataclass
class Room:
    """What happens in the room: when each card was sent, and when the screen had it."""

    port: int
    address: str
    screen: str
    session: str
    until: float
    sent: dict[bytes, float] = field(default_factory=dict)
    shown: dict[bytes, float] = field(default_factory=dict)
    polls: int = 0
    errors: int = 0


def main() -> int:
    """Print the figures; 1 if the mark was missed."""
    given = [int(word) for word in sys.argv[1:]]
    phones, seconds = (*given, *(PHONES, SECONDS)[len(given) :])
    with tempfile.TemporaryDirectory(prefix="leitplanke-bench-") as folder:
        os.environ |= {"LEITPLANKE_DATA": folder, "DJANGO_SETTINGS_MODULE": "leitplanke_web.config.settings"}
        port = free_port()
        with served(port) as (process, _):
            workshop, session, tokens = _prepared(phones)
            room = Room(
                port=port,
                address=f"/{workshop.town_id}/werkstatt/{workshop.code}/",
                screen=f"/{workshop.town_id}/arbeit/werkstaetten/{workshop.identifier}/moderation/stand/",
                session=session,
                until=time.perf_counter() + seconds,
            )
            before = cpu_seconds(process.pid)
            asyncio.run(_held(room, tokens))
            used = cpu_seconds(process.pid) - before
    return _told(room, phones, used, seconds)


def _prepared(phones: int) -> tuple["Workshop", str, list[tuple[str, str]]]:
    """A workshop where cards are written, a moderator's session, and the cookie and proof of every phone."""
    import django  # noqa: PLC0415 - after the environment was made

    django.setup()
    from django.conf import settings  # noqa: PLC0415 - Django is set up by then
    from django.test import Client  # noqa: PLC0415 - likewise
    from django.utils import timezone  # noqa: PLC0415 - likewise
    from django_scopes import scope  # noqa: PLC0415 - likewise

    from leitplanke.kernel.texts import Text  # noqa: PLC0415 - likewise
    from leitplanke.participation.meeting import agenda_from  # noqa: PLC0415 - likewise
    from leitplanke_web.accounts.models import Person  # noqa: PLC0415 - likewise
    from leitplanke_web.portal.actions.towns import load_town  # noqa: PLC0415 - likewise
    from leitplanke_web.towns.models import Membership, Role  # noqa: PLC0415 - likewise
    from leitplanke_web.workshops.actions.planning import lead_to, plan_workshop  # noqa: PLC0415 - likewise
    from leitplanke_web.workshops.actions.taking_part import join  # noqa: PLC0415 - likewise
    from leitplanke_web.workshops.tokens import proof  # noqa: PLC0415 - likewise

    town = load_town({path.name: path.read_bytes() for path in FOLDER.iterdir() if path.is_file()}, actor="Messung")
    tokens = [f"{number:064x}" for number in range(phones)]
    with scope(town=town):
        person = Person.objects.create(name="Moderation", email="m@example.org")
        Membership.objects.create(person=person, town=town, role=Role.EDITOR)
        agenda = agenda_from(
            "ideas", title=Text("Messung"), held_on=date(2026, 12, 1), begins_at=Clock(18), place="Saal"
        )
        workshop = plan_workshop(town, person, agenda, random=SystemRandom())
        lead_to(workshop, person, "ideas", seen_step="", now=timezone.now())
        workshop.refresh_from_db()
        for number, token in enumerate(tokens):
            join(workshop, token, group=agenda.groups[number % 5].id)
    client = Client()
    client.force_login(person)
    session = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    return workshop, session, [(token, proof(token)) for token in tokens]


async def _held(room: Room, tokens: Sequence[tuple[str, str]]) -> None:
    await asyncio.gather(
        _wall_screen(room),
        *(_phone(room, number, *one, Random(number)) for number, one in enumerate(tokens)),  # noqa: S311 - a stated seed
    )


async def _wall_screen(room: Room) -> None:
    """The screen, until every card is on it, or five seconds after the last."""
    seen = b""
    while time.perf_counter() < room.until or (
        len(room.shown) < len(room.sent) and time.perf_counter() < room.until + 5
    ):
        await asyncio.sleep(SCREEN_SECONDS)
        status, body, _ = await fetch(room.port, f"{room.screen}?seen={seen.decode()}", room.session)
        now = time.perf_counter()
        if status == 200 and (found := _SEEN.search(body)):
            seen = found[1]
            for card in room.sent.keys() - room.shown.keys():
                if card in body:
                    room.shown[card] = now
        room.errors += status not in {200, 204}


async def _phone(room: Room, number: int, token: str, proof: str, random: Random) -> None:
    seen, cards = b"0", 0
    writes_at = time.perf_counter() + random.uniform(0, CARD_SECONDS)
    await asyncio.sleep(random.uniform(0, WALL_SECONDS))
    while time.perf_counter() < room.until:
        address = f"{room.address}stand/?seen={seen.decode()}&step=ideas"
        status, body, _ = await fetch(room.port, address, f"werkstatt={token}")
        room.polls += 1
        room.errors += status not in {200, 204}
        if status == 200 and (found := _SEEN.search(body)):
            seen = found[1]
        if time.perf_counter() >= writes_at:
            cards, writes_at = cards + 1, writes_at + CARD_SECONDS
            await _write(room, token, proof, f"Karte {cards} von Telefon {number}.")
        await asyncio.sleep(WALL_SECONDS)


async def _write(room: Room, token: str, proof: str, text: str) -> None:
    form = {"go": "card", "step": "ideas", "proof": proof, "key": text.replace(" ", "-"), "text": text}
    room.sent[text.encode()] = time.perf_counter()
    status, _, _ = await fetch(room.port, room.address, f"werkstatt={token}", urlencode(form).encode())
    room.errors += status != 302


def _told(room: Room, phones: int, used: float, seconds: int) -> int:
    if not room.shown:
        print(f"{len(room.sent)} cards, none on the screen, {room.errors} errors: MISSED")
        return 1
    ways = sorted(room.shown[card] - sent for card, sent in room.sent.items() if card in room.shown)
    lost = len(room.sent) - len(room.shown)
    p95 = ways[min(len(ways) - 1, int(0.95 * len(ways)))] if ways else float("inf")
    is_kept = p95 <= MARK_SECONDS and not lost and not room.errors
    database = os.environ.get("DATABASE_URL", "sqlite").partition(":")[0]
    print(f"{database}, load of the machine {os.getloadavg()[0]:.1f}")
    print(f"{phones} phones, {seconds} s: {len(room.sent)} cards, {lost} not on the screen, {room.errors} errors")
    print(f"{room.polls / seconds:.0f} questions for the wall a second; CPU of the server {used / seconds:.2f} cores")
    print(
        f"a card's way to the screen: p50 {ways[len(ways) // 2]:.2f} s, p95 {p95:.2f} s, mark {MARK_SECONDS} s: ",
        end="",
    )
    print("reached" if is_kept else "MISSED")
    return int(not is_kept)


if __name__ == "__main__":
    sys.exit(main())
