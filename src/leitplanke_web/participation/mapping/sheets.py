"""A questionnaire that is being filled in: what its form carries from page to page.

The form itself carries everything, so that no answer depends on a session, a cookie or a database that is away for a
moment. A draft on the server is a copy that the resume code opens on another device.
"""

import json
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, Self

from leitplanke.participation.asking import asked, in_random_order
from leitplanke.participation.model import Answer, Missing, Question, Questionnaire
from leitplanke_web.participation.mapping.entries import Entries, ReadAnswer, merged, read_answer
from leitplanke_web.participation.tickets import Ticket, written

KEPT = "kept-"  # hidden fields: sent again with the form, shown to nobody
CHECK = "check"  # the page on which all answers stand before they are sent


class Style(StrEnum):
    """How many questions a page has."""

    ONE = "one"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One questionnaire on somebody's screen (Fragebogen). `page` is the id of the page's first question, or `CHECK`.

    `seed` draws the random orders, the same on every device; answers keep these orders, so it must not follow from any
    code. `access` is the code that allows the answer, empty on the open link; `draft` the code that opens the copy.
    `pause_minutes` is how long a page stays open on a shared device; elsewhere it means nothing. `furthest` is the
    place in the questionnaire of the furthest page that came up, so that each is counted once. `checked` are the ids of
    the questions that stood on the check page when somebody went to change an answer; empty while nobody does.
    `wants_receipt` was ticked on the check page; a draft does not keep it.
    """

    ticket: Ticket
    draft: str
    seed: int
    access: str = ""
    style: Style = Style.ONE
    language: str = "de"
    page: str = ""
    entries: Entries = field(default_factory=dict)
    pause_minutes: int = 0
    furthest: int = -1
    checked: tuple[str, ...] = ()
    wants_receipt: bool = False

    @classmethod
    def resumed(cls, ticket: Ticket, draft: str, content: Mapping[str, Any]) -> Self:
        """The sheet of a draft, with a new ticket and without the code that allows the answer."""
        return cls(
            ticket,
            draft,
            seed=content["seed"],
            style=Style(content["style"]),
            language=content["language"],
            page=content["page"],
            entries=content["entries"],
            furthest=content["furthest"],
            checked=tuple(content.get("checked", ())),  # drafts of before this was kept are still there
        )

    @property
    def draft_content(self) -> dict[str, Any]:
        """What a draft keeps: never the code that allows the answer."""
        return {
            "seed": self.seed,
            "style": self.style.value,
            "language": self.language,
            "page": self.page,
            "furthest": self.furthest,
            "checked": list(self.checked),
            "entries": {name: list(values) for name, values in self.entries.items()},
        }

    def hidden(self, questions: tuple[Question, ...]) -> list[tuple[str, str]]:
        """The hidden fields of a page with these questions: everything but what stands on the page itself."""
        others = merged(self.entries, {}, (question.id for question in questions))
        fields = {
            "ticket": written(self.ticket),
            "draft": self.draft,
            "seed": str(self.seed),
            "access": self.access,
            "style": self.style.value,
            "language": self.language,
            "page": self.page,
            "pause": str(self.pause_minutes),
            "furthest": str(self.furthest),
            "checked": " ".join(self.checked),
            "receipt": "1" if self.wants_receipt else "",
            "answers": json.dumps(others, ensure_ascii=False, separators=(",", ":")),
        }
        return [(f"{KEPT}{name}", value) for name, value in fields.items()]


@dataclass(frozen=True)  # without slots: what is asked is worked out once
class Filled:
    """A sheet held against its questionnaire: which questions it asks now, and how each is answered."""

    questionnaire: Questionnaire
    audience: str
    sheet: Sheet
    today: date

    @cached_property
    def answers(self) -> dict[str, Answer]:
        """The answers that can be read, of all questions."""
        read = ((question.id, self.read(question)) for question in self.questionnaire.questions)
        return {name: one.answer for name, one in read if one.answer is not None}

    def read(self, question: Question) -> ReadAnswer:
        """The answer to one question."""
        return read_answer(self._in_order(question), self.sheet.entries)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """What is asked, as it is shown: the variant for the audience, options in the random order of this sheet."""
        shown = asked(self.questionnaire, self.answers, audience=self.audience, today=self.today)
        return tuple(self._in_order(question) for question in shown)

    @cached_property
    def pages(self) -> tuple[tuple[Question, ...], ...]:
        """The questions page by page."""
        questions = self.questions
        if self.sheet.style is Style.ONE:
            return tuple((question,) for question in questions)
        section_of = {one: section.id for section in self.questionnaire.sections for one in section.questions}
        pages: dict[str, list[Question]] = {}
        for question in questions:
            pages.setdefault(section_of.get(question.id, ""), []).append(question)
        return tuple(tuple(page) for page in pages.values())

    @cached_property
    def place(self) -> int:
        """Which page the sheet is on, from 0; the number of pages for the check page.

        A page that is not asked any more is the next one that is.
        """
        pages = self.pages
        if self.sheet.page == CHECK:
            return len(pages)
        order = self._order
        here = order.get(self.sheet.page, -1)
        return next((place for place, page in enumerate(pages) if order[page[-1].id] >= here), len(pages))

    def at(self, place: int) -> "Filled":
        """The same sheet on another page."""
        page = self.pages[max(place, 0)][0].id if place < len(self.pages) else CHECK
        return self.with_sheet(replace(self.sheet, page=page))

    def at_question(self, question: str) -> "Filled":
        """The same sheet on the page of a question; on the check page if it is not asked."""
        pages = enumerate(self.pages)
        return self.at(next((place for place, page in pages if question in {one.id for one in page}), len(self.pages)))

    def to_change(self, question: str) -> "Filled":
        """The same sheet on the page of a question, from where it goes back to the check page."""
        return self._with_checked(self.questions).at_question(question)

    def after_change(self, faulty: Container[str]) -> "Filled":
        """The same sheet on the check page, or on the first page to which the change leads.

        That is a page with a question in `faulty`, or with one that came up by the change and has no answer yet.
        """
        known = {*self.sheet.checked, *self.answers}
        new = {one.id for one in self.questions if one.is_answered and one.id not in known}
        for place, page in enumerate(self.pages):
            if any(one.id in faulty or one.id in new for one in page):
                return self._with_checked(page).at(place)
        return self.with_sheet(replace(self.sheet, checked=(), page=CHECK))

    def _with_checked(self, questions: Iterable[Question]) -> "Filled":
        checked = dict.fromkeys([*self.sheet.checked, *(one.id for one in questions)])
        return self.with_sheet(replace(self.sheet, checked=tuple(checked)))

    @property
    def is_new_page(self) -> bool:
        """Whether this page comes up for the first time on this sheet."""
        return bool(self.page) and self._order[self.page[0].id] > self.sheet.furthest

    def seen(self) -> "Filled":
        """The same sheet, with its page among those that came up."""
        if not self.is_new_page:
            return self
        return self.with_sheet(replace(self.sheet, furthest=self._order[self.page[0].id]))

    @cached_property
    def _order(self) -> dict[str, int]:
        return {question.id: place for place, question in enumerate(self.questionnaire.questions)}

    def with_typed(self, typed: Entries) -> "Filled":
        """After the page was sent: what stands on it replaces what stood there.

        Which questions stand on it may depend on answers of this very page, so it is looked at with them.
        """
        there = self.with_sheet(replace(self.sheet, entries={**self.sheet.entries, **typed})).page
        named = (name.split(":")[1] for name in typed if ":" in name)
        shown = dict.fromkeys([*(question.id for question in (*self.page, *there)), *named])
        return self.with_sheet(replace(self.sheet, entries=merged(self.sheet.entries, typed, shown)))

    def with_sheet(self, sheet: Sheet) -> "Filled":
        """The same questionnaire with another sheet."""
        return replace(self, sheet=sheet)

    @property
    def page(self) -> tuple[Question, ...]:
        """The questions of the page that the sheet is on; none on the check page."""
        return self.pages[self.place] if self.place < len(self.pages) else ()

    def response(self) -> tuple[Answer, ...]:
        """What is sent: one answer for every question that was asked, "no answer" where nothing was said."""
        found = self.answers
        return tuple(
            found.get(question.id) or Answer(question.id, missing=Missing.NO_ANSWER)
            for question in self.questions
            if question.is_answered
        )

    def _in_order(self, question: Question) -> Question:
        return in_random_order(question, seed=self.sheet.seed)
