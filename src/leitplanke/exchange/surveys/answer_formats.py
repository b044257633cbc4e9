"""The files that answers leave in, for the terminal and the web alike."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leitplanke.kernel.texts import Language
    from leitplanke.participation.model import Questionnaire, Response


class AnswerFormat(StrEnum):
    """A format; its value is the ending of the file as well."""

    CSV = "csv"
    XLSX = "xlsx"
    SAV = "sav"
    DTA = "dta"
    PARQUET = "parquet"
    JSON = "json"


def answer_bytes(
    kind: AnswerFormat, questionnaire: Questionnaire, responses: tuple[Response, ...], language: Language
) -> bytes:
    """The responses to `questionnaire` as a file of this kind; `language` is that of labels, where it has any."""
    from leitplanke.exchange.surveys.answer_files import answers_csv, answers_xlsx  # noqa: PLC0415 - slow libraries
    from leitplanke.exchange.surveys.documents import responses_bytes  # noqa: PLC0415 - likewise

    if kind is AnswerFormat.CSV:
        return answers_csv(questionnaire, responses)
    if kind is AnswerFormat.XLSX:
        return answers_xlsx(questionnaire, responses, language)
    if kind is AnswerFormat.JSON:
        return responses_bytes(responses, questionnaire)
    return _statistics(kind, questionnaire, responses, language)


def _statistics(
    kind: AnswerFormat, questionnaire: Questionnaire, responses: tuple[Response, ...], language: Language
) -> bytes:
    from leitplanke.exchange.surveys.statistics_files import (  # noqa: PLC0415 - slow libraries behind it
        dta_bytes,
        parquet_bytes,
        sav_bytes,
    )

    if kind is AnswerFormat.PARQUET:
        return parquet_bytes(questionnaire, responses)
    return (sav_bytes if kind is AnswerFormat.SAV else dta_bytes)(questionnaire, responses, language)
