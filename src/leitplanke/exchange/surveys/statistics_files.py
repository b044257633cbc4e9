"""Responses for SPSS, Stata and as Parquet. The only module that knows pandas, Arrow and pyreadstat (decision 0016)."""

import math
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat

from leitplanke.exchange.surveys.answer_files import label_of
from leitplanke.exchange.surveys.answer_table import ABOUT, AnswerTable, Content, answer_table
from leitplanke.exchange.surveys.flat import Column, Flat
from leitplanke.kernel.texts import Language, Text
from leitplanke.participation.model import Missing, Questionnaire, Response
from leitplanke.participation.wording import MISSING

# Negative, so that no number that people give is taken for one of them.
MISSING_CODES = {Missing.DONT_KNOW: -98.0, Missing.PREFER_NOT: -97.0, Missing.NO_ANSWER: -99.0}
STATA_LETTERS = {Missing.DONT_KNOW: "a", Missing.PREFER_NOT: "b", Missing.NO_ANSWER: "c"}
_YES_NO = {0.0: Text("nicht gewählt", "not chosen"), 1.0: Text("gewählt", "chosen")}
_MOST_NAME, _MOST_LABEL, _MOST_VALUE_LABEL = (
    {"sav": 64, "dta": 32},
    {"sav": 255, "dta": 80},
    {"sav": 120, "dta": 32_000},
)
_MOST_TEXT = {"sav": 32_000, "dta": 2_000}


@dataclass(frozen=True, slots=True)
class _Variable:
    name: str
    column: Column | None  # None: what is known about the response
    place: int

    @property
    def is_number(self) -> bool:
        return self.column is not None and self.column.flat not in {Flat.TEXT, Flat.DATE}


def sav_bytes(questionnaire: Questionnaire, responses: tuple[Response, ...], language: Language) -> bytes:
    """SPSS: numbers with labels; "don't know" and its like are user-missing, what was not asked system-missing."""
    table = answer_table(questionnaire, responses)
    variables = _variables(table, "sav")
    numbers = [variable for variable in variables if variable.is_number]
    ranges = {
        variable.name: [{"lo": code, "hi": code} for code in sorted(MISSING_CODES.values())] for variable in numbers
    }
    texts = {code: MISSING[missing] for missing, code in MISSING_CODES.items()}
    labels = {
        variable.name: {
            code: _cut(text.told(language), _MOST_VALUE_LABEL["sav"])
            for code, text in (_values(variable) | texts).items()
        }
        for variable in numbers
    }
    return _written(
        lambda frame, path: pyreadstat.write_sav(
            frame, path, file_label=_cut(questionnaire.title.told(language), 60),
            column_labels=_labels(variables, "sav", language), variable_value_labels=labels, missing_ranges=ranges,
        ),
        _frame(table, variables, "sav"), ".sav",
    )  # fmt: skip


def dta_bytes(questionnaire: Questionnaire, responses: tuple[Response, ...], language: Language) -> bytes:
    """Stata: the same, with the missing values .a (don't know), .b (prefer not to say) and .c (no answer)."""
    table = answer_table(questionnaire, responses)
    variables = _variables(table, "dta")
    numbers = [variable for variable in variables if variable.is_number]
    used = {
        variable.name: [
            letter
            for missing, letter in STATA_LETTERS.items()
            if any(row[variable.place] is missing for row in table.rows)
        ]
        for variable in numbers
    }
    texts = {letter: MISSING[missing] for missing, letter in STATA_LETTERS.items()}
    labels = {
        variable.name: {
            **{int(code): text.told(language) for code, text in _values(variable).items()},
            **{letter: texts[letter].told(language) for letter in used[variable.name]},
        }
        for variable in numbers
    }  # fmt: skip
    return _written(
        lambda frame, path: pyreadstat.write_dta(
            frame, path, file_label=_cut(questionnaire.title.told(language), 80), version=15,
            column_labels=_labels(variables, "dta", language),
            variable_value_labels={name: found for name, found in labels.items() if found},
            missing_user_values={name: letters for name, letters in used.items() if letters},
        ),
        _frame(table, variables, "dta"), ".dta",
    )  # fmt: skip


def parquet_bytes(questionnaire: Questionnaire, responses: tuple[Response, ...]) -> bytes:
    """Parquet: codes as text, numbers and flags as such; why an answer is missing stands in `NAME__missing`."""
    table = answer_table(questionnaire, responses)
    arrays: dict[str, pa.Array] = {
        name: pa.array([row[place] for row in table.rows], pa.string()) for place, name in enumerate(ABOUT)
    }
    for place, column in enumerate(table.columns, start=len(ABOUT)):
        contents = [row[place] for row in table.rows]
        kind = {Flat.FLAG: pa.bool_(), Flat.NUMBER: pa.float64()}.get(column.flat, pa.string())
        arrays[column.name] = pa.array([None if isinstance(one, Missing) else one for one in contents], kind)
        if any(isinstance(one, Missing) for one in contents):
            reasons = [one.value if isinstance(one, Missing) else None for one in contents]
            arrays[f"{column.name}__missing"] = pa.array(reasons, pa.string())
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table(arrays), sink)
    return bytes(sink.getvalue().to_pybytes())


def _variables(table: AnswerTable, kind: str) -> list[_Variable]:
    """Names that the program takes: letters first, in bounds, each once whatever its case."""
    taken: set[str] = set()
    found = []
    for place, (wish, column) in enumerate(
        [*((name, None) for name in ABOUT), *((one.name, one) for one in table.columns)]
    ):
        stem = re.sub(r"[^A-Za-z0-9_]", "_", wish)
        stem = stem if stem[0].isalpha() else f"v_{stem}"
        name, number = stem[: _MOST_NAME[kind]], 1
        while name.lower() in taken:
            number += 1
            name = f"{stem[: _MOST_NAME[kind] - len(str(number)) - 1]}_{number}"
        taken.add(name.lower())
        found.append(_Variable(name, column, place))
    return found


def _values(variable: _Variable) -> dict[float, Text]:
    """The labels of a variable's numbers."""
    column = variable.column
    assert column is not None
    if column.flat is Flat.CHOICE:
        return {float(number): option.text for number, option in enumerate(column.options, start=1)}
    if column.flat is Flat.FLAG:
        return _YES_NO
    bounds = column.question.bounds
    ends = {}
    if bounds is not None and not column.part:
        for end, text in ((bounds.lowest, bounds.low_end), (bounds.highest, bounds.high_end)):
            if end is not None and text.by_language():
                ends[float(end)] = text
    return ends


def _labels(variables: list[_Variable], kind: str, language: Language) -> list[str]:
    labels = (
        variable.name if variable.column is None else label_of(variable.column, language) for variable in variables
    )
    return [_cut(label, _MOST_LABEL[kind]) for label in labels]


def _frame(table: AnswerTable, variables: list[_Variable], kind: str) -> pd.DataFrame:
    return pd.DataFrame({variable.name: _series(table, variable, kind) for variable in variables})


def _series(table: AnswerTable, variable: _Variable, kind: str) -> pd.Series:
    contents = [row[variable.place] for row in table.rows]
    if not variable.is_number:
        return pd.Series([_text(value, kind) for value in contents], dtype="object")
    numbers = [_number(value, variable, kind) for value in contents]
    # Letters stand among the numbers of a Stata column; one without them has to be a column of numbers.
    return pd.Series(numbers, dtype="object" if any(isinstance(number, str) for number in numbers) else "float64")


def _number(value: Content, variable: _Variable, kind: str) -> float | str:
    if value is None:
        return math.nan
    if isinstance(value, Missing):
        return STATA_LETTERS[value] if kind == "dta" else MISSING_CODES[value]
    if isinstance(value, str):
        assert variable.column is not None
        codes = [option.id for option in variable.column.options]
        return float(codes.index(value) + 1) if value in codes else math.nan
    return float(value)


def _text(value: Content, kind: str) -> str:
    return "" if value is None or isinstance(value, Missing) else _cut(str(value), _MOST_TEXT[kind])


def _cut(text: str, most: int) -> str:
    """At most so many bytes: these programs count bytes."""
    return text.encode()[:most].decode("utf-8", "ignore")


def _written(write, frame: pd.DataFrame, suffix: str) -> bytes:  # type: ignore[no-untyped-def]  # noqa: ANN001 - pyreadstat has no types
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"answers{suffix}"
        write(frame, str(path))
        return path.read_bytes()
