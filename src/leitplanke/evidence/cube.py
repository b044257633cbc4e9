"""The cube: how many people of each cell gave each answer. A sufficient statistic, so nothing later sees a row.

A cell is a frame crossed with the categories that weighting (or, for open surveys, a breakdown) needs. An item is one
possible answer to one question, missing answers included.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from leitplanke.participation.model import Frame, Question

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]

MISSING_CODE = -1


@dataclass(frozen=True, slots=True)
class AnswerColumns:
    """One line per answer given: its item, the person's cell, its points (0 where the question has none)."""

    item: IntArray
    cell: IntArray
    points: IntArray


@dataclass(frozen=True, slots=True)
class Cube:
    """Counts, sums of points and of their squares per item and cell, sorted by both; empty ones are left out."""

    item: IntArray
    cell: IntArray
    n: IntArray
    points: IntArray
    squares: IntArray


@dataclass(frozen=True, slots=True)
class FrameCube:
    """The part of the cube that belongs to one frame.

    `variables` span the cells; `categories` (cells × variables) holds positions in the options of each variable's
    question, `MISSING_CODE` where the person gave none. `base` is the number of people per cell. `items` numbers the
    answers, `first_cell` is the number of the frame's first cell within the cube.
    """

    frame: Frame
    questions: tuple[Question, ...]
    variables: tuple[str, ...]
    categories: IntArray
    base: IntArray
    items: dict[tuple[str, str], int]
    first_cell: int
    cube: Cube

    @property
    def size(self) -> int:
        """How many people answered through this frame."""
        return int(self.base.sum())

    def question(self, question_id: str) -> Question:
        """The question with this id; KeyError if the audience was not shown it."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)

    def people(self, question: str, options: tuple[str, ...]) -> IntArray:
        """How many people per cell gave each of `options`, added up over the options."""
        return self._spread(self.cube.n, question, options)

    def points(self, question: str, options: tuple[str, ...]) -> IntArray:
        """The points per cell for `options` together."""
        return self._spread(self.cube.points, question, options)

    def squares(self, question: str, options: tuple[str, ...]) -> IntArray:
        """The squares of the points per cell for `options` together."""
        return self._spread(self.cube.squares, question, options)

    def totals(self, question: str, answers: tuple[str, ...]) -> list[int]:
        """How many people of the frame gave each answer."""
        return [int(self.people(question, (answer,)).sum()) for answer in answers]

    def _spread(self, values: IntArray, question: str, options: tuple[str, ...]) -> IntArray:
        result = np.zeros(len(self.base), dtype=np.int64)
        for option in options:
            lines = self._lines(self.items[question, option])
            result[self.cube.cell[lines] - self.first_cell] += values[lines]
        return result

    def _lines(self, item: int) -> slice:
        start, stop = np.searchsorted(self.cube.item, (item, item + 1))
        ends = (self.first_cell, self.first_cell + len(self.base))
        inside = np.searchsorted(self.cube.cell[start:stop], ends)
        return slice(int(start + inside[0]), int(start + inside[1]))
