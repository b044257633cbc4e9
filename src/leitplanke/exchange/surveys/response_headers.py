"""Which question, and which part of it, a column of a foreign table of answers means."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from leitplanke.exchange.surveys.flat import columns_of
from leitplanke.participation.model import OTHER, QuestionKind, Questionnaire

# What tells who, where or when somebody was: never read (docs/decisions/0014-responses-without-time-or-person.md).
ABOUT_THE_PERSON = frozenset(
    {
        "token", "ipaddr", "refurl", "startdate", "datestamp", "submitdate", "email", "firstname", "lastname", "seed",
        "id", "lastpage", "startlanguage", "interviewtime", "start", "end", "today", "deviceid", "username", "_id",
        "_uuid", "_submission_time", "_submitted_by", "meta/instanceid", "_index", "_status", "__version__",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Target:
    """A question and a part of it: an option, an item, `item.column`, `other`, the place of a ranking."""

    question: str
    part: str = ""


def targets_of(questionnaire: Questionnaire) -> dict[str, Target]:
    """Every name that a column may have, in lower case: ours, LimeSurvey's `code[part]`, XLSForm's paths, the words."""
    found: dict[str, Target] = {}
    for question in questionnaire.questions:
        name = question.id
        found[name.lower()] = Target(name)
        for column in columns_of(question):
            part = (
                ".".join(filter(None, (column.part, column.cell))) if question.items or question.sets else column.part
            )
            found.setdefault(column.name.lower(), Target(name, part))
            if column.part and column.cell != "text":
                inside = "_".join(filter(None, (column.part, column.cell)))
                for spelled in (f"{name}[{inside}]", f"{name}[{column.part}][{column.cell}]", f"{name}/{column.part}"):
                    found.setdefault(spelled.lower(), Target(name, part))
        if question.other is not None:
            for spelled in (f"{name}[other]", f"{name}_other", f"{name}_other_text"):
                found[spelled.lower()] = Target(name, OTHER)
        if question.kind is QuestionKind.RANK:
            for place in range(1, len(question.options) + 1):
                found.setdefault(f"{name}[{place}]".lower(), Target(name, f"#{place}"))
    _add_beside(questionnaire, found)
    _add_words(questionnaire, found)
    return found


def _add_words(questionnaire: Questionnaire, found: dict[str, Target]) -> None:
    """Tables of forms have the question itself as heading."""
    for question in questionnaire.questions:
        for words in question.text.by_language().values():
            found.setdefault(words.strip().lower(), Target(question.id))


def _add_beside(questionnaire: Questionnaire, found: dict[str, Target]) -> None:
    """What an import has put into questions of their own: comments and second scales of LimeSurvey."""
    known = {question.id for question in questionnaire.questions}
    for question in questionnaire.questions:
        name = question.id
        comment, second = f"{name}_comment", f"{name}_2"
        if comment in known:
            found[f"{name}[comment]".lower()] = Target(comment)
            for item in questionnaire.question(comment).items:
                found[f"{name}[{item.id}comment]".lower()] = Target(comment, item.id)
        if second in known:
            for item in question.items:
                found[f"{name}[{item.id}][1]".lower()] = Target(name, item.id)
                found[f"{name}[{item.id}][2]".lower()] = Target(second, item.id)


def target_of(header: str, targets: Mapping[str, Target]) -> Target | None:
    """What a header means: as a whole, before a colon or full stop, or the last step of a path."""
    plain = header.strip().lower()
    for spelled in (plain, re.split(r"[:.]\s", plain, maxsplit=1)[0].strip(), plain.rsplit("/", 1)[-1]):
        if spelled in targets:
            return targets[spelled]
    head, _, tail = plain.rpartition("/")
    return targets.get(f"{head.rsplit('/', 1)[-1]}/{tail}") if head else None
