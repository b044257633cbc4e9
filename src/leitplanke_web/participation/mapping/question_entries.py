"""A question as the entries of its form, and rows of such a form put into another order."""

import re
from collections.abc import Mapping
from typing import Any, Final

from django.http import QueryDict

from leitplanke.kernel.texts import Text
from leitplanke.participation.conditions import Condition, condition_of
from leitplanke.participation.model import Expression, Question, Rule
from leitplanke.participation.rules import rule_clause

LANGUAGES: Final = ("de", "plain", "en")
OPTION, ITEM, VARIANT, CLAUSE, RULE, TERM = "option", "item", "variant", "if", "rule", "term"
TODAY, ANSWER_OF = "today", "answer:"  # what a rule holds an answer against
_ROW = re.compile(r"(option|item|variant|if|rule|term)-([0-9]{1,3})-(\w+)")
_PRESSED = re.compile(r"(up|down|out):(option|item|rule|term)-([0-9]{1,3})|add:(option|item|if|rule|term)|show:if")
SHOW_ANSWERS: Final = "show:if"  # nothing moves: the page comes again with the answers of the questions chosen
_SEVERAL = frozenset({"audiences", "offers"})
Shown = dict[str, Any]


def entries_of(question: Question) -> Shown:
    """What stands in the form of a question."""
    bounds = question.bounds
    found: Shown = {
        **text_entries("text", question.text),
        **text_entries("hint", question.hint),
        **text_entries("guidance", question.guidance),
        **text_entries("name", question.name),
        **text_entries("other", question.other or Text("")),
        "audiences": list(question.audiences),
        "offers": [one.value for one in question.offers],
        "cells": question.cells.value,
        "form": question.form.value,
        **{name: getattr(question, name) for name in ("is_mandatory", "is_shuffled", "ordered", "about_person")},
        **{name: getattr(question, name) for name in ("min_choices", "max_choices", "max_length")},
    }
    if bounds is not None:
        for name in ("lowest", "highest", "step"):
            found[name] = number_entry(getattr(bounds, name))
        for name in ("unit", "low_end", "high_end"):
            found |= text_entries(name, getattr(bounds, name))
    if question.agreement is not None:
        found |= text_entries("agreement", question.agreement.words)
    if question.sets:
        found |= {"set_size": len(question.sets[0].options), "set_count": len(question.sets)}
    return {**found, **_rows_of(question), **condition_entries(question.shown_if)}


def text_entries(name: str, text: Text) -> Shown:
    """A text in its fields."""
    return {f"{name}_{language}": getattr(text, language) for language in LANGUAGES}


def condition_entries(tree: Expression | None) -> Shown:
    """A condition in its rows; nothing of one that is more than a list of claims."""
    condition = condition_of(tree) or Condition()
    found: Shown = {"join": condition.join.value}
    for number, clause in enumerate(condition.clauses):
        value = number_entry(clause.value) if isinstance(clause.value, float) else clause.value or ""
        found |= row_entries(CLAUSE, number, {"question": clause.question, "claim": clause.claim.value, "value": value})
    return found


def pressed_rows(entries: Mapping[str, Any], pressed: str) -> Shown | None:
    """The entries after a button of a row was pressed; None if it is no such button."""
    match = _PRESSED.fullmatch(pressed)
    if match is None:
        return None
    if pressed == SHOW_ANSWERS:
        return dict(entries)
    kind = match[2] or match[4]
    rows = rows_of(entries, kind)
    if match[4]:
        rows.append({"question" if kind in {CLAUSE, TERM} else "id": ""})
    else:
        _turn(rows, match[1], int(match[3]))
    rest = {name: value for name, value in entries.items() if not name.startswith(f"{kind}-")}
    for number, row in enumerate(rows):
        rest |= row_entries(kind, number, row)
    return rest


def typed(data: QueryDict) -> Shown:
    """What was typed, as a form shows it: lists where several can be ticked."""
    return {
        name: values if name.rpartition("-")[2] in _SEVERAL else values[-1] for name, values in data.lists() if values
    }


def rows_of(entries: Mapping[str, Any], kind: str) -> list[Shown]:
    """The rows of one kind, in order."""
    found: dict[int, Shown] = {}
    for name, value in entries.items():
        match = _ROW.fullmatch(name)
        if match is not None and match[1] == kind:
            found.setdefault(int(match[2]), {})[match[3]] = value
    return [found[number] for number in sorted(found)]


def _turn(rows: list[Shown], way: str, place: int) -> None:
    if place >= len(rows):
        return
    row = rows.pop(place)
    if way != "out":
        rows.insert(max(place + (1 if way == "down" else -1), 0), row)


def _rows_of(question: Question) -> Shown:
    agreeing = question.agreement.options if question.agreement else ()
    found: Shown = {}
    for number, option in enumerate(question.options):
        extra = {"audiences": list(option.audiences), "is_exclusive": option.is_exclusive}
        extra["agrees"] = option.id in agreeing
        found |= row_entries(OPTION, number, {"id": option.id, **text_entries("text", option.text), **extra})
    for number, item in enumerate(question.items):
        opposite = text_entries("opposite", item.opposite or Text(""))
        found |= row_entries(ITEM, number, {"id": item.id, **text_entries("text", item.text), **opposite})
    variants = {one.audience: one for one in question.variants}
    for number, audience in enumerate(question.audiences):
        one = variants.get(audience)
        texts = text_entries("text", one.text if one else Text(""))
        hints = text_entries("hint", one.hint if one else Text(""))
        found |= row_entries(VARIANT, number, {"audience": audience, **texts, **hints})
    for number, rule in enumerate(question.rules):
        found |= row_entries(RULE, number, {"id": str(number), **_rule_entries(rule)})
    return found


def _rule_entries(rule: Rule) -> Shown:
    """A rule in its row; of one that is more than a claim only what is said."""
    clause, message = rule_clause(rule.holds_if), text_entries("message", rule.message)
    if clause is None:
        return message
    value = number_entry(clause.value) if isinstance(clause.value, float) else clause.value or ""
    against = TODAY if clause.is_today else f"{ANSWER_OF}{clause.question}" if clause.question else ""
    return {"claim": clause.claim.value, "value": value, "against": against, **message}


def row_entries(kind: str, number: int, entries: Shown) -> Shown:
    """One row as entries of a form."""
    return {f"{kind}-{number}-{name}": value for name, value in entries.items()}


def number_entry(value: float | None) -> str:
    """A number as people type it; nothing for none."""
    return "" if value is None else f"{value:.12g}".replace(".", ",")
