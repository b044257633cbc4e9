import re
from collections.abc import Iterator
from dataclasses import is_dataclass, replace
from html.parser import HTMLParser
from itertools import pairwise
from threading import Barrier, Thread
from typing import Any, get_args, get_type_hints
from urllib.parse import urlsplit

import pytest

from factories.documents import documents, evidence, measures, profile, progress, roadmap, strategy
from factories.small_town import small_documents
from leitplanke.evidence.model import Cell, EvidenceReport
from leitplanke.kernel.texts import Language, Text
from leitplanke.participation.model import Answer, Card, ParticipationRecord, Response
from leitplanke.report.edition import Documents, Edition
from leitplanke.report.fragments import (
    FRAGMENTS,
    SECTIONS,
    edition_of,
    fragment,
    measure_page,
    plan_lines,
    section,
    section_title,
)
from leitplanke.report.links import OnPages, Place
from leitplanke.report.sections.lines import Slice
from leitplanke.strategy.model import TraceLink

EVIL = '<script>alert(1)</script><img src=x onerror="alert(2)">'


class Tags(HTMLParser):
    """Ids and links of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.hrefs: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append(tag)
        self.ids += [given["id"]] if "id" in given else []
        self.hrefs += [given["href"]] if "href" in given else []


def address(place: Place) -> str:
    return f"/{place.fragment}/{place.identifier if place.fragment == 'measure' else ''}"


def on_pages(given: dict[str, Any], language: Language = Language.DE, **more: Any) -> Edition:
    return edition_of(Documents(**given), language=language, links=OnPages(address), **more)


def pages(edition: Edition) -> dict[str, str]:
    """Every page that a web application may show, by its address."""
    shown = {f"/{one.id}/": section(edition, one.id) for one in SECTIONS if one.id != "plan"}
    shown["/plan/"] = plan_lines(edition).body
    shown |= {f"/plan.{name}/": fragment(edition, f"plan.{name}") for name in ("quality", "waiting", "resources")}
    shown["/plan.lines/"] = plan_lines(edition).body
    shown |= {f"/measure/{key}": measure_page(edition, key) for key in edition.measures}
    return {path: str(html) for path, html in shown.items()}


@pytest.mark.parametrize("given", [documents(), small_documents()])
@pytest.mark.parametrize("language", list(Language))
def test_every_link_leads_to_a_page_and_an_element_on_it(given: dict, language: Language):
    shown = pages(on_pages(given, language))
    ids = {path: set(Tags(html).ids) for path, html in shown.items()}

    targets = {href for html in shown.values() for href in Tags(html).hrefs}
    astray = [
        href
        for href in targets
        for parts in (urlsplit(href),)
        if parts.path not in ids or (parts.fragment and parts.fragment not in ids[parts.path])
    ]

    assert len(targets) > len(given["strategy"].draft.measures)
    assert astray == []


def test_ids_on_one_page_are_unique_and_bear_no_language():
    shown = pages(on_pages(documents()))

    assert [(path, one) for path, found in _ids(shown) for one in set(found) if found.count(one) > 1] == []
    assert [one for _, found in _ids(shown) for one in found if one.startswith(("de-", "en-"))] == []


def _ids(shown: dict[str, str]) -> Iterator[tuple[str, list[str]]]:
    return ((path, Tags(html).ids) for path, html in shown.items())


def test_no_fragment_can_reach_a_single_answer():
    reached = _types(Documents, set())

    assert {EvidenceReport, Cell, TraceLink} <= reached
    assert {ParticipationRecord, Response, Answer, Card} & reached == set()


def _types(kind: Any, seen: set[Any]) -> set[Any]:
    """Every type that can be reached from `kind`: its arguments, and the fields of dataclasses."""
    if kind not in seen:
        seen.add(kind)
        hints = get_type_hints(kind) if is_dataclass(kind) else {}
        for part in (*get_args(kind), *hints.values()):
            _types(part, seen)
    return seen


def test_whatever_people_wrote_is_escaped_in_every_fragment():
    evil = Text(EVIL, EVIL, EVIL)
    draft = strategy().draft
    hostile = replace(
        draft,
        guiding_sentence=evil,
        overall_goals=tuple(replace(one, title=evil, source=evil) for one in draft.overall_goals),
        goals=tuple(replace(one, title=evil, indicator=evil, unit=evil) for one in draft.goals),
        guardrails=tuple(replace(one, rule=evil, reason=evil) for one in draft.guardrails),
        gates=tuple(replace(one, name=evil) for one in draft.gates),
        measures=tuple(
            replace(
                one,
                title=evil,
                description=evil,
                for_whom=evil,
                state_reason=evil,
                legal_basis=EVIL,
                risks=evil,
                indicator=evil,
                examination=None
                if one.examination is None
                else replace(one.examination, question=evil, assumptions=evil, decided_by=evil),
            )
            for one in measures()
        ),
    )
    heard = evidence()
    given = documents(
        profile=replace(profile(), name=evil, notice=evil),
        evidence=replace(
            heard,
            audience_names=dict.fromkeys(heard.audience_names, evil),
            option_texts=dict.fromkeys(heard.option_texts, evil),
            question_texts=dict.fromkeys(heard.question_texts, evil),
            theme_names=dict.fromkeys(heard.theme_names, evil),
            findings=tuple(replace(one, statement=evil) for one in heard.findings),
        ),
        strategy=replace(strategy(), draft=hostile),
        roadmap=replace(roadmap(), unit_names=dict.fromkeys(roadmap().unit_names, evil), weights_set_by=evil),
        progress=replace(
            progress(),
            measures=tuple(replace(one, cause=evil) for one in progress().measures),
            replies=tuple(replace(one, reason=evil) for one in progress().replies),
        ),
    )
    edition = on_pages(given, prefers_plain=True)

    shown = [*pages(edition).values(), *(str(fragment(edition, one)) for one in FRAGMENTS)]

    assert {tag for html in shown for tag in Tags(html).tags} & {"script", "img"} == set()
    assert sum(html.count("&lt;script&gt;") for html in shown) > len(measures())


def test_address_with_special_characters_is_escaped():
    links = OnPages(lambda place: f'/"><script>?a=1&b={place.identifier}')
    edition = edition_of(Documents(**documents()), language=Language.DE, links=links)

    assert "<script>" not in fragment(edition, "guardrails")
    assert "?a=1&amp;b=" in fragment(edition, "guardrails")


@pytest.mark.parametrize("h", [2, 3])
@pytest.mark.parametrize("fragment_id", FRAGMENTS)
def test_headings_of_a_fragment_begin_at_the_level_asked_for(fragment_id: str, h: int):
    levels = [int(level) for level in re.findall(r"<h([1-6])", fragment(on_pages(documents()), fragment_id, h=h))]

    assert levels[:1] in ([], [h])
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_section_has_its_title_and_the_content_of_its_fragment():
    edition = on_pages(documents(), Language.EN)

    whole = section(edition, "people")

    assert whole.startswith('<section class="section people" id="people" aria-labelledby="people-title">\n')
    assert f'<h2 id="people-title">{section_title(edition, "people")}</h2>' in whole
    assert fragment(edition, "people") in whole


def test_fragments_and_sections_without_content_are_empty():
    given = small_documents()
    bare = on_pages(
        {
            **given,
            "evidence": replace(given["evidence"], responses=(), tables=(), priorities=(), themes=(), workshops=()),
            "roadmap": replace(given["roadmap"], assignments=(), omissions=()),
        }
    )

    empty = {one for one in FRAGMENTS if not fragment(bare, one)}
    assert empty >= {"people", "first", "questions", "voices", "plan", "plan.quality", "plan.waiting"}
    assert section(bare, "people") == ""


def test_unknown_fragment_or_measure_is_a_key_error():
    edition = on_pages(documents())

    with pytest.raises(KeyError):
        fragment(edition, "participation")
    with pytest.raises(KeyError):
        measure_page(edition, "nobody")


def test_slices_of_the_lines_add_up_to_the_whole():
    edition = on_pages(documents())
    whole = plan_lines(edition)

    parts = [plan_lines(edition, part=Slice(offset, 7)) for offset in range(0, whole.total, 7)]

    rows = [row for part in parts for row in _rows(part.body)]
    assert rows == _rows(whole.body)
    assert {(part.found, part.total) for part in parts} == {(36, 36)}


def _rows(html: str) -> list[str]:
    return re.findall(r'<tr><th scope="row">.*?</tr>', html, re.DOTALL)


def test_plain_language_is_preferred_where_it_was_written_and_german_stands_in():
    one, other = measures()[:2]
    plain = replace(one, title=Text(one.title.de, "", "Termine im Internet"))
    draft = replace(strategy().draft, measures=(plain, *measures()[1:]))

    edition = on_pages(documents(strategy=replace(strategy(), draft=draft)), prefers_plain=True)
    shown = plan_lines(edition).body

    assert ("Termine im Internet" in shown, one.title.de in shown, other.title.de in shown) == (True, False, True)


def test_threads_that_share_an_edition_get_the_same():
    alone = pages(on_pages(documents()))
    shared, start, got = on_pages(documents()), Barrier(4), []

    def read() -> None:
        start.wait()
        got.append(pages(shared))

    threads = [Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert got == [alone] * 4
