"""An open data file with checked columns, from which surveys are formed."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from leitplanke.evidence.analysis import words
from leitplanke.evidence.analysis.columns import (
    Numbers,
    fault,
    read_numbers,
    require_filled,
    require_opinions,
    require_weights,
    tidy_categories,
)
from leitplanke.evidence.analysis.margins_file import faults_of_margins, read_margins
from leitplanke.evidence.analysis.request import Request
from leitplanke.evidence.engines.data_file import open_data
from leitplanke.evidence.engines.embedded import Engine, embedded_engine
from leitplanke.evidence.engines.rows import Rows
from leitplanke.evidence.survey.design import Calibration, Survey, survey_of
from leitplanke.evidence.survey.estimates import Statistic
from leitplanke.evidence.survey.notation import NO_VALUE, Notation
from leitplanke.kernel.faults import Fault, FaultyInputError, InvalidValueError

T = TypeVar("T")

_CROSSED_AT_ONCE = 3  # variables whose categories are crossed in one pass; more would cross into single rows


@dataclass(frozen=True, slots=True)
class Source:
    """The rows, which of their columns hold numbers, and what weights are calibrated to."""

    request: Request
    rows: Rows
    numbers: Numbers
    calibration: Calibration | None
    by: tuple[str, ...]
    statistic: Statistic | None

    @property
    def weight(self) -> tuple[str, Notation] | None:
        """The column of base weights."""
        column = self.request.base_weight
        return None if column is None else (column, self.numbers.notations[column])

    @property
    def cell_keys(self) -> tuple[str, ...]:
        """The columns that tell calibration cells apart."""
        calibration, weight = self.calibration, self.request.base_weight
        if calibration is None:
            return ()
        variables = [variable for margin in calibration.margins for variable in margin.variables]
        if calibration.most_times_mean is not None and weight is not None:
            variables.append(weight)
        return tuple(dict.fromkeys(variables))

    def parts(self, of: Sequence[str]) -> list[tuple[str, ...]]:
        """The variables in portions that one pass counts together: all numbers, and a few crossed categories."""
        crossed = [variable for variable in of if not self._is_summed(variable)]
        summed = tuple(variable for variable in of if self._is_summed(variable))
        portions = [tuple(crossed[at : at + _CROSSED_AT_ONCE]) for at in range(0, len(crossed), _CROSSED_AT_ONCE)]
        return [summed + portion if at == 0 else portion for at, portion in enumerate(portions)] or [summed]

    def survey(self, part: Sequence[str]) -> Survey:
        """The weighted survey with these variables. Raises `FaultyInputError`."""
        draw = self.request.draw
        crossed = [variable for variable in part if not self._is_summed(variable)]
        design = [column for column in (draw.strata, draw.cluster) if column is not None]
        keys = dict.fromkeys([*self.cell_keys, *design, *self.by, *crossed])
        summed = [variable for variable in part if self._is_summed(variable)] + ([draw.fpc] if draw.fpc else [])
        lines = self.rows.group(
            tuple(keys),
            weight=self.weight,
            numbers={column: (self.numbers.notations[column], self._centre(column)) for column in summed},
        )
        if lines.rows == 0:
            raise fault(self.rows, None, "", words.NO_ROWS)
        as_numbers = {
            column: self.numbers.notations[column]
            for column in keys
            if column == self.request.base_weight or (self.statistic is Statistic.MEDIAN and column in crossed)
        }
        clusters = {draw.cluster} if draw.cluster else set()
        lines = tidy_categories(self.rows, lines, clusters=clusters, as_numbers=as_numbers)
        require_filled(self.rows, lines, self.cell_keys, words.FOR_WEIGHTING)
        require_filled(self.rows, lines, design, words.FOR_THE_DESIGN)
        require_opinions(self.rows, lines, crossed, self.statistic)
        return self.faults_named(
            lambda: survey_of(lines, draw=draw, calibration=self.calibration, base_weight=self.request.base_weight)
        )

    def faults_named(self, compute: Callable[[], T]) -> T:
        """What `compute` answers; its faults get the names of the files."""
        try:
            with faults_of_margins(self.request.margins, self.rows):
                return compute()
        except InvalidValueError as refused:
            is_about_margins = refused.field in {"margins", "total"} and self.request.margins is not None
            name = self.request.margins.name if is_about_margins and self.request.margins else self.rows.file.name
            field = "" if refused.field == "margins" else refused.field
            raise FaultyInputError((Fault(name, None, field, refused.problem, refused.remedy),)) from refused

    def _is_summed(self, variable: str) -> bool:
        return variable in self.numbers.notations and self.statistic not in {Statistic.SHARE, Statistic.MEDIAN}

    def _centre(self, column: str) -> float:
        return 0.0 if column == self.request.draw.fpc else self.numbers.centre(column)


@contextmanager
def open_source(
    request: Request, of: Sequence[str], *, by: Sequence[str], statistic: Statistic | None
) -> Iterator[Source]:
    """The data file of the request, open and checked. Raises `FaultyInputError`."""
    with embedded_engine() as engine:
        calibration = None if request.margins is None else _calibration(request, engine)
        margins = () if calibration is None else calibration.margins
        variables = [variable for margin in margins for variable in margin.variables]
        draw = request.draw
        columns = [request.base_weight, draw.strata, draw.cluster, draw.fpc, *by, *of, *variables]
        file = open_data(request.data, engine, {column for column in columns if column is not None})
        rows = Rows(file, frozenset(NO_VALUE) | request.missing)
        required = [column for column in (request.base_weight, draw.fpc) if column is not None]
        numeric = statistic in {Statistic.MEAN, Statistic.MEDIAN}
        numbers = read_numbers(
            rows,
            required=[*required, *(of if numeric else ())],
            wished=() if statistic is Statistic.SHARE else of,
            decimal=request.decimal,
            statistic=statistic,
        )
        for column in required:
            require_weights(rows, column, numbers)
        yield Source(request, rows, numbers, calibration, tuple(by), statistic)


def _calibration(request: Request, engine: Engine) -> Calibration:
    assert request.margins is not None
    margins = read_margins(request.margins, engine, decimal=request.decimal)
    try:
        return Calibration(margins, request.method, request.bounds, request.most_times_mean, request.population)
    except InvalidValueError as refused:
        file = request.margins.name if refused.field == "margins" else ""
        raise FaultyInputError((Fault(file, None, refused.field, refused.problem, refused.remedy),)) from refused
