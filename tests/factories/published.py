"""Published towns for tests of public pages: whatever documents a test wants, without the chain."""

from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import cycle, islice
from typing import Any
from urllib.parse import urldefrag, urljoin

from django.test import Client
from django_scopes import scopes_disabled

from factories.documents import documents, profile
from factories.runs import finished_run, publication_row
from factories.small_town import small_documents
from leitplanke.kernel.texts import Text
from leitplanke_web.towns.models import Town

MADE = ("evidence", "strategy", "roadmap", "progress")


def published_town(identifier: str = "musterau", **changed: Any) -> Town:
    """A town with one published version of `small_documents`; a keyword replaces a document or the profile."""
    shown = small_documents() | changed
    town = unpublished_town(identifier, profile=changed.get("profile", profile()))
    publish(town, **shown)
    return town


def unpublished_town(identifier: str = "musterau", **changed: Any) -> Town:
    """A town that has a profile and nothing else."""
    described = replace(changed.get("profile", profile()), id=identifier)
    return Town.objects.create(id=identifier, profile=described, priority_question="areas")


@scopes_disabled()
def publish(town: Town, **shown: Any) -> None:
    """Publish one more version."""
    run = finished_run(town, **{name: shown[name] for name in MADE})
    publication_row(town, run=run)


def large_documents(number: int) -> dict[str, Any]:
    """The documents with `number` measures in the roadmap, made of those that there are."""
    shown = documents()
    strategy, roadmap = shown["strategy"], shown["roadmap"]
    lines = [
        replace(line, measure=f"n{index:04d}") for index, line in enumerate(islice(cycle(roadmap.assignments), number))
    ]
    known = {measure.id: measure for measure in strategy.draft.measures}
    origin = list(islice(cycle(line.measure for line in roadmap.assignments), number))
    more = tuple(
        replace(known[one], id=line.measure, title=Text(f"Vorhaben {line.measure}", f"Project {line.measure}"))
        for one, line in zip(origin, lines, strict=True)
    )
    draft = replace(strategy.draft, measures=(*strategy.draft.measures, *more))
    return shown | {
        "strategy": replace(strategy, draft=draft),
        "roadmap": replace(roadmap, assignments=tuple(lines)),
        "progress": replace(shown["progress"], measures=(), late=()),
    }


class Reading(HTMLParser):
    """What a page holds: its ids, its links, its text by language (but the title, which cannot say its language)."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self._open: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        inherited = self._open[-1][1] if self._open else ""
        if "id" in values:
            self.ids.append(values["id"] or "")
        if tag == "a":
            self.links.append(values.get("href") or "")
        if tag not in VOID:
            self._open.append((tag, values.get("lang") or inherited))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and self._open and self._open[-1][0] not in {"script", "style", "title"}:
            self.texts.append((self._open[-1][1], data.strip()))


VOID = frozenset({"meta", "link", "br", "wbr", "hr", "img", "input", "rect", "path", "line"})


def pages_from(client: Client, start: str, *, leave: tuple[str, ...]) -> Iterator[tuple[str, int, Reading]]:
    """Every page that can be reached by links from `start`, with its status; addresses with a query and `leave` not."""
    todo, seen = [start], set()
    while todo:
        address = todo.pop(0)
        if address in seen:
            continue
        seen.add(address)
        answer = client.get(address)
        reading = Reading(answer.content.decode() if "html" in answer.headers["Content-Type"] else "")
        yield address, answer.status_code, reading
        found = (urldefrag(urljoin(address, link)).url for link in reading.links)
        todo += [
            one for one in found if one.startswith("/") and "?" not in one and not any(part in one for part in leave)
        ]
