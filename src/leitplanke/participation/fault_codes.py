"""What can be wrong with an answer, in a code for programs and a sentence for people."""

from dataclasses import dataclass
from enum import StrEnum

from leitplanke.kernel.texts import Text


class AnswerFaultCode(StrEnum):
    """What is wrong with an answer."""

    UNKNOWN_QUESTION = "unknown_question"
    NOT_SHOWN = "not_shown"
    TWICE = "twice"
    MISSING = "missing"
    NOT_OFFERED = "not_offered"  # "don't know" or "prefer not to say" where the question has none
    WRONG_KIND = "wrong_kind"  # a text where a number belongs, and so on
    UNKNOWN_OPTION = "unknown_option"
    UNKNOWN_ITEM = "unknown_item"
    TOO_FEW = "too_few"
    TOO_MANY = "too_many"
    OTHER_WITHOUT_TEXT = "other_without_text"
    OUT_OF_RANGE = "out_of_range"
    NO_DATE = "no_date"
    TOO_LONG = "too_long"
    BAD_LETTER = "bad_letter"
    RULE = "rule"
    NOT_GIVEN = "not_given"  # a consent that is needed


@dataclass(frozen=True, slots=True)
class AnswerFault:
    """One fault; `item` where it lies in one row."""

    question: str
    code: AnswerFaultCode
    words: Text
    item: str = ""
