"""Reading a sent page: hidden fields of ours, visible ones of the respondent's, and what is wrong with these."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from django.http import QueryDict

from leitplanke.kernel.texts import Text
from leitplanke.participation.answer_faults import answer_faults
from leitplanke.participation.codes import MistypedCodeError, read_code
from leitplanke.participation.fault_codes import AnswerFaultCode
from leitplanke.participation.model import Question
from leitplanke_web.participation.mapping.moves import moved
from leitplanke_web.participation.mapping.sheets import CHECK, KEPT, Filled, Sheet, Style
from leitplanke_web.participation.tickets import ForgedTicketError, Ticket, read_ticket

RECEIPT = "receipt"  # the box on the check page
MOST_FIELDS = 2_000
MOST_VALUES = 200
_CHANGE = "change:"


class BrokenFormError(Exception):
    """Hidden fields that no page of ours wrote."""


def read_sheet(data: QueryDict, *, survey: int, audience: str) -> tuple[Sheet, bool]:
    """The sheet that a page carried, and whether its ticket is one of ours for this survey and audience.

    Raises `BrokenFormError`.
    """
    kept = {name.removeprefix(KEPT): str(value) for name, value in data.items() if name.startswith(KEPT)}
    try:
        ticket, is_ours = read_ticket(kept.get("ticket", ""), survey=survey, audience=audience), True
    except ForgedTicketError:
        ticket, is_ours = Ticket(survey, audience, "", "", 0, 0), False
    try:
        sheet = Sheet(
            ticket,
            read_code(kept["draft"]),
            int(kept["seed"]),
            read_code(kept["access"]) if kept["access"] else "",
            Style(kept["style"]),
            kept["language"],
            kept["page"],
            read_entries(kept["answers"]),
            int(kept["pause"]),
            int(kept["furthest"]),
            tuple(kept.get("checked", "").split()),  # forms written before this field was there are still open
            RECEIPT in data if kept["page"] == CHECK else bool(kept.get("receipt")),  # likewise
        )
    except (KeyError, ValueError, RecursionError, MistypedCodeError) as error:
        raise BrokenFormError from error
    return sheet, is_ours


def typed_entries(data: QueryDict) -> dict[str, list[str]]:
    """The visible fields of a sent page."""
    return {name: [str(value) for value in values] for name, values in data.lists() if name.startswith("q:")}


def turned(filled: Filled, pressed: str) -> Filled:
    """The sheet after a button was pressed: another page, or another order of options."""
    if pressed.startswith(_CHANGE):
        return filled.to_change(pressed.removeprefix(_CHANGE))
    if pressed == "back":
        return filled.at(filled.place - 1)
    if pressed == "next" and filled.sheet.checked:
        return filled.after_change(problems_of(filled, filled.questions))
    if pressed == "next":
        return filled.at(filled.place + 1)
    entries = moved(filled.sheet.entries, pressed)
    return filled if entries is None else filled.with_sheet(replace(filled.sheet, entries=entries))


def problems_of(filled: Filled, questions: Iterable[Question]) -> dict[str, tuple[Text, ...]]:
    """What is wrong with the answers to these questions, by question in the order asked."""
    wanted = [question.id for question in questions]
    found: dict[str, list[Text]] = defaultdict(list)
    for question in filled.questions:
        if (problem := filled.read(question).problem) is not None:
            found[question.id].append(problem)
    given = filled.answers.values()
    faults = answer_faults(filled.questionnaire, given, audience=filled.audience, today=filled.today)
    for fault in faults:
        # What was answered before a condition hid its question stays in the sheet and is not sent.
        if fault.code is not AnswerFaultCode.NOT_SHOWN and fault.question not in found:
            found[fault.question].append(fault.words)
    return {name: tuple(found[name]) for name in wanted if name in found}


def read_entries(text: str) -> dict[str, list[str]]:
    """The entries that a page of ours carried along. Raises `ValueError` for anything else."""
    found = json.loads(text)
    if not isinstance(found, dict) or len(found) > MOST_FIELDS or not all(map(_are_texts, found.values())):
        raise ValueError(text[:40])
    return found


def _are_texts(values: object) -> bool:
    return isinstance(values, list) and len(values) <= MOST_VALUES and all(isinstance(one, str) for one in values)
