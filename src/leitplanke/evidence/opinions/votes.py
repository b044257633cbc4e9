"""Votes on statements, stored by participant without the gaps: most people vote on few of many statements."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text

AGREE, PASS, DISAGREE = 1, 0, -1


@dataclass(frozen=True, slots=True)
class Statement:
    """What people vote on.

    A moderated-out statement is neither told nor used; one about the person (`is_meta`: age, residence) is told but
    forms no groups.
    """

    id: str
    text: str
    is_moderated_out: bool = False
    is_meta: bool = False

    @property
    def forms_groups(self) -> bool:
        """Whether votes on it say which group a person is in."""
        return not (self.is_moderated_out or self.is_meta)


@dataclass(frozen=True, slots=True, eq=False)
class VoteMatrix:
    """Votes in rows: those of participant i are `columns[starts[i]:starts[i + 1]]` with their `values` 1, 0 or −1.

    Every participant has a vote, and at most one per statement.
    """

    participants: tuple[str, ...]
    statements: tuple[Statement, ...]
    starts: npt.NDArray[np.int64]
    columns: npt.NDArray[np.int32]
    values: npt.NDArray[np.int8]

    @classmethod
    def of(
        cls,
        participants: tuple[str, ...],
        statements: tuple[Statement, ...],
        *,
        people: npt.ArrayLike,
        columns: npt.ArrayLike,
        values: npt.ArrayLike,
    ) -> "VoteMatrix":
        """The votes given one by one, as positions of person and statement with 1 (agree), 0 (pass) or −1 (disagree).

        A repeated vote replaces the one before it. Who never voted is left out. Raises `InvalidValueError`.
        """
        who, what = np.asarray(people, np.int64), np.asarray(columns, np.int64)
        vote = np.asarray(values, np.int8)
        _check(who, what, vote, people=len(participants), statements=len(statements))
        key = who * len(statements) + what
        if len(key) > 1 and not bool(np.all(key[1:] > key[:-1])):
            order = np.argsort(key, kind="stable")
            last = np.append(key[order][1:] != key[order][:-1], True)
            who, what, vote = (part[order][last] for part in (who, what, vote))
        counts = np.bincount(who, minlength=len(participants))
        present = np.flatnonzero(counts)
        kept = participants if len(present) == len(participants) else tuple(participants[i] for i in present)
        starts = np.concatenate([[0], np.cumsum(counts[present])]).astype(np.int64)
        return cls(kept, statements, starts, what.astype(np.int32), vote)

    @property
    def votes_of_each(self) -> npt.NDArray[np.int64]:
        """How many statements each participant voted on."""
        return np.diff(self.starts)

    @property
    def rows(self) -> npt.NDArray[np.int64]:
        """The participant of every vote."""
        return np.repeat(np.arange(len(self.participants)), self.votes_of_each)

    def with_statements(self, statements: tuple[Statement, ...]) -> "VoteMatrix":
        """The same votes on statements that are described anew, for example with more of them about the person."""
        assert len(statements) == len(self.statements)
        return replace(self, statements=statements)


def _check(
    who: npt.NDArray[np.int64],
    what: npt.NDArray[np.int64],
    vote: npt.NDArray[np.int8],
    *,
    people: int,
    statements: int,
) -> None:
    require(
        holds=len(who) == len(what) == len(vote) > 0,
        field="votes",
        problem=Text("Es gibt keine Stimmen.", "There are no votes."),
        remedy=Text("Prüfen Sie, ob die Daten vollständig sind.", "Check whether the data are complete."),
    )
    require(
        holds=who.min() >= 0 and who.max() < people and what.min() >= 0 and what.max() < statements,
        field="votes",
        problem=Text("Eine Stimme nennt niemanden oder nichts.", "A vote names nobody or nothing."),
        remedy=Text("Positionen zählen ab 0.", "Positions count from 0."),
    )
    require(
        holds=bool(np.all(np.abs(vote) <= 1)),
        field="votes",
        problem=Text("Eine Stimme ist weder 1 noch 0 noch −1.", "A vote is neither 1 nor 0 nor −1."),
        remedy=Text("1 stimmt zu, 0 enthält sich, −1 lehnt ab.", "1 agrees, 0 passes, −1 disagrees."),
    )
