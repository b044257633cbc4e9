"""Writes what `town_answers` reads: answers and population tables."""

from collections.abc import Iterable

from leitplanke.evidence.model import PopulationTable
from leitplanke.exchange.forms import answers_form, population_form
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
    if answer.missing is not None:
        return "" if answer.missing is Missing.NO_ANSWER else answer.missing
    if answer.points:
        return ",".join(f"{name}:{points}" for name, points in zip(answer.options, answer.points, strict=True))
    return answer.text or ",".join(answer.options)
