import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from factories.documents import documents, evidence, measures, profile, progress, roadmap, strategy
from factories.small_town import small_documents
from leitplanke.kernel.texts import Language, Text
from leitplanke.participation.model import Missing, Recruitment, ResponseMode
from leitplanke.participation.wording import MISSING
from leitplanke.report import words
from leitplanke.report.fragments import SECTIONS
from leitplanke.report.html import render_report
from leitplanke.roadmap.model import Roadmap, SelectionComparison
from leitplanke.strategy.model import Strategy

EVIL = '<script>alert(1)</script><img src=x onerror="alert(2)">'
MOST_BYTES = 1_500_000
ASKING_TAGS = {"script", "link", "img", "iframe", "object", "embed", "base", "form"}


class Page(HTMLParser):
    """Every tag with its attributes, ids, links and texts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def values(self, name: str) -> list[str]:
        return [attributes[name] for _, attributes in self.tags if name in attributes]


@pytest.fixture(scope="module")
def html() -> str:
    return render_report(**documents())


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def test_small_town_shows_every_tag_class_and_section_of_the_full_one(page: Page):
    small = Page(render_report(**small_documents()))

    def shapes(shown: Page) -> set[tuple[str, str]]:
        return {(tag, attributes.get("class", "")) for tag, attributes in shown.tags}

    assert shapes(page) - shapes(small) == set()


def test_same_documents_give_the_same_bytes(html: str):
    assert render_report(**documents()) == html


def test_page_is_small_enough_to_send(html: str):
    assert len(html.encode()) <= MOST_BYTES


def test_page_asks_no_other_host_and_runs_nothing(html: str, page: Page):
    assert {tag for tag, _ in page.tags} & {
        "script",
        "link",
        "img",
        "iframe",
        "object",
        "embed",
        "base",
        "form",
    } == set()
    assert page.values("src") == []
    assert all(target.startswith("#") for target in page.values("href"))
    assert page.values("style") == []
    assert [name for _, attributes in page.tags for name in attributes if name.startswith("on")] == []
    assert set(re.findall(r"url\(([a-z]+:)", html)) == {"data:"}
    assert "@import" not in html


def test_ids_are_unique_and_every_link_leads_somewhere(page: Page):
    ids = page.values("id")

    assert len(ids) == len(set(ids))
    assert {target.removeprefix("#") for target in page.values("href")} <= set(ids)
    assert set(page.values("aria-labelledby")) <= set(ids)


def test_both_languages_have_all_sections(page: Page):
    ids = set(page.values("id"))

    assert {f"{language}-{section.id}" for language in Language for section in SECTIONS} <= ids


@pytest.mark.parametrize("language", list(Language))
def test_headings_go_down_one_level_at_a_time(html: str, language: Language):
    start = html.index(f'<div class="edition" id="{language}"')
    end = html.find('<div class="edition"', start + 1)
    levels = [int(level) for level in re.findall(r"<h([1-6])", html[start : end if end > 0 else None])]

    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_whatever_people_wrote_is_escaped():
    evil = Text(EVIL)
    draft = replace(
        strategy().draft,
        guiding_sentence=evil,
        measures=tuple(
            replace(one, title=evil, description=evil, state_reason=evil, legal_basis=EVIL) for one in measures()
        ),
    )
    changed = render_report(
        **documents(
            profile=replace(profile(), name=evil, notice=evil),
            evidence=replace(
                evidence(),
                audience_names=dict.fromkeys(evidence().audience_names, evil),
                option_texts=dict.fromkeys(evidence().option_texts, evil),
                question_texts=dict.fromkeys(evidence().question_texts, evil),
                theme_names=dict.fromkeys(evidence().theme_names, evil),
            ),
            strategy=replace(strategy(), draft=draft),
            roadmap=replace(roadmap(), unit_names=dict.fromkeys(roadmap().unit_names, evil), weights_set_by=evil),
            digests={EVIL: EVIL},
        )
    )

    assert {tag for tag, _ in Page(changed).tags} & {"script", "img"} == set()


def test_untranslated_text_is_marked_as_german(html: str):
    english = html[html.index('<div class="edition" id="en"') :]

    assert '<span lang="de">Melderegister' not in english
    assert '<span lang="de">Digitaler Posteingang</span>' not in english
    assert '<span lang="de">Online-Terminvergabe im Bürgerbüro</span>' in english


def test_notice_stands_on_top_in_the_footer_and_on_every_printed_page(html: str):
    german = html[html.index('id="de"') : html.index('id="en"')]

    assert german.count("Erfundene Kommune") == 3


def test_open_survey_has_no_interval():
    one = evidence()
    only_open = replace(
        one,
        tables=tuple(table for table in one.tables if table.recruitment is Recruitment.OPEN),
        priorities=tuple(item for item in one.priorities if item.recruitment is Recruitment.OPEN),
        themes=(),
    )

    changed = render_report(**documents(evidence=only_open))

    assert 'class="whisker"' not in changed
    assert "keine Hochrechnung auf alle" in changed


def test_parts_without_content_are_left_out_with_their_entries():
    bare_evidence = replace(
        evidence(), responses=(), tables=(), priorities=(), themes=(), workshops=(), findings=(), theme_names={}
    )
    bare = render_report(
        **documents(
            evidence=bare_evidence, strategy=_bare_strategy(), roadmap=_bare_roadmap(), progress=_bare_progress()
        )
    )

    shown = {identifier for identifier in Page(bare).values("id") if identifier in {f"de-{s.id}" for s in SECTIONS}}
    assert shown == {"de-glance", "de-goals", "de-provenance"}


def test_comparison_with_a_selection_made_elsewhere_is_shown():
    compared = SelectionComparison(("m00",), ("m01",), ("m02",), 100_000, 200_000, 5, 4)

    changed = render_report(**documents(roadmap=replace(roadmap(), comparison=compared)))

    assert "Verglichen mit einer anderen Auswahl" in changed


@pytest.mark.parametrize(
    "table",
    [words.RECRUITMENT, words.STATE, words.STATE_COUNT, words.VERDICT, words.HORIZON, words.REPLY,
     words.MEASURE_CLASS, words.WEIGHTING, words.MODE, MISSING],
)  # fmt: skip
def test_every_kind_has_words_in_both_languages(table):
    kinds = type(next(iter(table)))

    texts = [text for value in table.values() for text in (value if isinstance(value, tuple) else (value,))]
    assert set(table) == set(kinds)
    assert all(text.de and text.en for text in texts)


def test_missing_answers_and_ways_of_answering_are_the_documents_own():
    assert set(MISSING) == set(Missing)
    assert set(words.MODE) == set(ResponseMode)


def _bare_strategy() -> Strategy:
    one = strategy()
    draft = replace(
        one.draft, overall_goals=(), goals=(), fields=(), service_areas=(), guardrails=(), gates=(), measures=()
    )
    return replace(one, draft=draft, guardrail_evidence=(), checks=(), scores=(), trace=())


def _bare_roadmap() -> Roadmap:
    return replace(roadmap(), assignments=(), omissions=(), loads=(), budgets=(), audience_values=(), unit_names={})


def _bare_progress():
    return replace(progress(), measures=(), count_by_state={}, late=(), replies=(), open_replies=())
