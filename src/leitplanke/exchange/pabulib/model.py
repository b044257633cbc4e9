"""One vote on a participatory budget."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from leitplanke.kernel.texts import Text


class VoteType(StrEnum):
    """What a ballot looks like. Words of the format page, https://pabulib.org/format."""

    APPROVAL = "approval"  # a set of projects
    ORDINAL = "ordinal"  # projects in order of preference
    CUMULATIVE = "cumulative"  # points from a limited account, spread over projects
    SCORING = "scoring"  # points for each project
    CHOOSE_ONE = "choose-1"  # one project

    @property
    def has_points(self) -> bool:
        """Whether every choice carries points."""
        return self in {VoteType.CUMULATIVE, VoteType.SCORING}


@dataclass(frozen=True, slots=True)
class VoteMeta:
    """What the file says about the vote as a whole.

    `year` is the year that `instance` names, if it names one: depending on the town, the year of the vote or the
    fiscal year that pays. `currency` is a code of three letters or empty. `population` is only known if the file has
    that key. `rule` is how the town selected, empty if unknown. `is_artificial` stands for the key
    `experimental`.
    """

    description: str
    country: str
    unit: str
    subunit: str
    instance: str
    year: int | None
    language: str
    currency: str
    vote_type: VoteType
    budget_cents: int
    ended_on: date
    max_length: int | None
    population: int | None
    comment: str
    acknowledgments: str
    rule: str
    is_artificial: bool


@dataclass(frozen=True, slots=True)
class Project:
    """A project that could be voted for. `id` is ours, `original_id` the file's; `title` may be empty.

    `selected` is the real outcome: 0 no, 1 by the rule, 2 or 3 for a reason that the file's comment tells; None if the
    file does not say. `votes` is the file's own count.
    """

    id: str
    original_id: str
    title: str
    description: str
    cost_cents: int
    categories: tuple[str, ...] = ()
    beneficiaries: tuple[str, ...] = ()
    votes: int | None = None
    selected: int | None = None

    @property
    def words(self) -> Text:
        """The title; a project without a name is called by its identifier."""
        if self.title:
            return Text(self.title)
        return Text(f"Projekt {self.original_id}", f"Project {self.original_id}")


@dataclass(frozen=True, slots=True)
class Ballot:
    """One ballot: `projects` in the order given, `points` one by one with them, and the voter as the file has it."""

    voter: str
    projects: tuple[str, ...]
    points: tuple[int, ...] = ()
    age: str = ""
    sex: str = ""
    voting_method: str = ""
    district: str = ""
    neighborhood: str = ""


@dataclass(frozen=True, slots=True)
class Vote:
    """A whole file. `notes` tell what does not fit but is no fault."""

    name: str
    meta: VoteMeta
    projects: tuple[Project, ...]
    ballots: tuple[Ballot, ...]
    notes: tuple[Text, ...] = ()
