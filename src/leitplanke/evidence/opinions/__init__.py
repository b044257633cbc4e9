"""Opinion groups: who votes alike on statements, what unites them, what divides them (docs/methods/opinion-groups.md).

Enters: statements and votes (agree, pass, disagree), of which one person may have given any number. Leaves: a
`Grouping` with the group of each participant, which is confidential, and an `OpinionReport`, in which no cell under
the minimum stands or can be computed. Must not: know a file, tell one person's vote.

    votes = VoteMatrix.of(participants, statements, people=people, columns=columns, values=values)
    grouping = group_opinions(votes, seed=1, smallest=10)
    report = report_opinions(votes, grouping, seed=1)
"""

from leitplanke.evidence.opinions.agreement import adjusted_rand_index
from leitplanke.evidence.opinions.grouping import Grouping, group_opinions
from leitplanke.evidence.opinions.model import (
    Answers,
    Difference,
    Direction,
    OpinionGroup,
    OpinionReport,
    Portion,
    RepresentativeStatement,
    StatementResult,
    UnitingStatement,
)
from leitplanke.evidence.opinions.report import report_opinions
from leitplanke.evidence.opinions.votes import Statement, VoteMatrix

__all__ = [
    "Answers",
    "Difference",
    "Direction",
    "Grouping",
    "OpinionGroup",
    "OpinionReport",
    "Portion",
    "RepresentativeStatement",
    "Statement",
    "StatementResult",
    "UnitingStatement",
    "VoteMatrix",
    "adjusted_rand_index",
    "group_opinions",
    "report_opinions",
]
