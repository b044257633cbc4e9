"""Writes what `town_answers` reads: answers and population tables."""

import json
from collections.abc import Iterable
from decimal import Decimal

from leitplanke.evidence.model import PopulationTable
from leitplanke.exchange.forms import answers_form, population_form
from leitplanke.exchange.json_values import canonical_json
from leitplanke.exchange.tables import town_csv
from leitplanke.exchange.write_texts import population_file
from leitplanke.participation.model import Answer, Missing, Questionnaire, Response


def answers_csv(responses: Iterable[Response], *, audience: str, questionnaire: Questionnaire) -> bytes:
    """The answers of one audience, by key."""
    shown = tuple(question.id for question in questionnaire.shown_to(audience))
    header = answers_form(audience, shown).needed
    ordered = sorted(responses, key=lambda response: response.key)
    return town_csv(
        header, ([one.key, one.frame, one.mode, one.questionnaire, *map(_answer, one.answers)] for one in ordered)
    )


def population_csv(table: PopulationTable) -> bytes:
    """A population table."""
    header = population_form(population_file(table.audience), table.variables).needed
    return town_csv(header, ([*cell.categories, cell.count] for cell in table.cells))


def _answer(answer: Answer) -> str:
    if answer.items or answer.other or answer.order:
        return _as_json(answer)
    if answer.number is not None:
        return f"{Decimal(repr(answer.number)).normalize():f}".replace(".", ",")
    if answer.missing is not None:
        return "" if answer.missing is Missing.NO_ANSWER else answer.missing
    if answer.points:
        return ",".join(f"{name}:{points}" for name, points in zip(answer.options, answer.points, strict=True))
    return answer.text or ",".join(answer.options)


def _as_json(answer: Answer) -> str:
    """What has rows, or a text or an order beside a choice, in one cell."""
    fields = json.loads(canonical_json(answer))
    stated = {name: value for name, value in fields.items() if name != "question" and value not in (None, "", [])}
    return json.dumps(stated, ensure_ascii=False)
