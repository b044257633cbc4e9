"""Questionnaire and answers: every ballot is one response of the one audience `voters`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from leitplanke.exchange.pabulib.model import Ballot, Vote, VoteType
from leitplanke.exchange.pabulib.toml_text import toml
from leitplanke.exchange.pabulib.voters import Scale, age_scale, place_scale, response_mode, sex_scale
from leitplanke.exchange.tables import write_csv
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import QuestionKind

AUDIENCE = "voters"
FRAME = "vote"
PROJECTS_QUESTION = "projects"
VERSION = "vote"

_KINDS = {
    VoteType.APPROVAL: QuestionKind.MULTIPLE,
    VoteType.CHOOSE_ONE: QuestionKind.SINGLE,
    VoteType.ORDINAL: QuestionKind.RANK,
    VoteType.CUMULATIVE: QuestionKind.POINTS,
    VoteType.SCORING: QuestionKind.POINTS,
}
_PLACES_FEWER_THAN = 40
_KEY_BYTES = 6  # whole numbers below 10^15, which a spreadsheet keeps exactly


@dataclass(frozen=True, slots=True)
class PersonQuestion:
    """A question about the voter: the ballot's field with this name, brought into a scale."""

    id: str
    name: Text
    text: Text
    scale: Scale
    is_ordered: bool = False

    def option(self, ballot: Ballot) -> str:
        """The voter's category; empty if the file has none."""
        return self.scale.of.get(getattr(ballot, self.id), "")


def person_questions(ballots: tuple[Ballot, ...]) -> tuple[PersonQuestion, ...]:
    """Age, sex, district and neighbourhood, as far as the file knows them."""
    ages = age_scale(ballot.age for ballot in ballots)
    sexes = sex_scale(ballot.sex for ballot in ballots)
    districts = place_scale((ballot.district for ballot in ballots), fewer_than=_PLACES_FEWER_THAN)
    neighborhoods = place_scale((ballot.neighborhood for ballot in ballots), fewer_than=_PLACES_FEWER_THAN)
    questions = (
        PersonQuestion(
            "age", Text("Alter", "age"), Text("Wie alt sind Sie?", "How old are you?"), ages, is_ordered=True
        ),
        PersonQuestion(
            "sex", Text("Geschlecht", "sex"), Text("Welches Geschlecht haben Sie?", "What is your sex?"), sexes
        ),
        PersonQuestion(
            "district",
            Text("Bezirk", "district"),
            Text("In welchem Bezirk wohnen Sie?", "Which district do you live in?"),
            districts,
        ),
        PersonQuestion(
            "neighborhood",
            Text("Viertel", "neighbourhood"),
            Text("In welchem Viertel wohnen Sie?", "Which neighbourhood do you live in?"),
            neighborhoods,
        ),
    )
    return tuple(question for question in questions if question.scale.options)


def questionnaire_file(vote: Vote, persons: tuple[PersonQuestion, ...]) -> bytes:
    """The priority question with the projects as its options, then the questions about the person."""
    audience = {"id": AUDIENCE, "name": Text("Abstimmende", "Voters")}
    title = Text(
        f"Stimmzettel: {vote.meta.description or vote.meta.unit}", f"Ballot: {vote.meta.description or vote.meta.unit}"
    )
    questions = [_projects_question(vote), *(_person_question(question) for question in persons)]
    return toml({"version": VERSION, "title": title}, {"audiences": [audience], "questions": questions})


def answers_file(vote: Vote, persons: tuple[PersonQuestion, ...]) -> bytes:
    """One row per ballot, sorted by a key that tells neither the voter's id nor the order of the file."""
    header = ["key", "frame", "mode", "questionnaire", PROJECTS_QUESTION, *(question.id for question in persons)]
    modes = {method: response_mode(method).value for method in {ballot.voting_method for ballot in vote.ballots}}
    keyed = sorted(zip(_keys(vote), range(len(vote.ballots)), strict=True))
    return write_csv(header, (_answer(key, vote.ballots[index], modes, persons) for key, index in keyed))


def _projects_question(vote: Vote) -> dict[str, object]:
    kind = _KINDS[vote.meta.vote_type]
    question: dict[str, object] = {"id": PROJECTS_QUESTION, "kind": kind}
    if vote.meta.max_length is not None and kind in {QuestionKind.MULTIPLE, QuestionKind.RANK}:
        longest = max(len(ballot.projects) for ballot in vote.ballots)
        question["max_choices"] = min(max(vote.meta.max_length, longest), len(vote.projects))
    return {
        **question,
        "audiences": [AUDIENCE],
        "text": Text("Welche Projekte sollen umgesetzt werden?", "Which projects should be carried out?"),
        "options": [{"id": project.id, "text": project.words} for project in vote.projects],
    }


def _person_question(question: PersonQuestion) -> dict[str, object]:
    return {
        "id": question.id,
        "kind": QuestionKind.SINGLE,
        "audiences": [AUDIENCE],
        "ordered": question.is_ordered,
        "about_person": True,
        "name": question.name,
        "text": question.text,
        "options": [{"id": option, "text": text} for option, text in question.scale.options],
    }


def _answer(key: int, ballot: Ballot, modes: Mapping[str, str], persons: tuple[PersonQuestion, ...]) -> list[str | int]:
    chosen = ballot.projects
    if ballot.points:
        chosen = tuple(f"{project}:{points}" for project, points in zip(ballot.projects, ballot.points, strict=True))
    mode = modes[ballot.voting_method]
    return [key, FRAME, mode, VERSION, ",".join(chosen), *(question.option(ballot) for question in persons)]


def _keys(vote: Vote) -> Iterator[int]:
    """A distinct number for each ballot, the same in every run, in no order that means anything."""
    taken: set[int] = set()
    for index in range(len(vote.ballots)):
        digest = blake2b(f"{vote.name} {index}".encode(), digest_size=_KEY_BYTES).digest()
        key = int.from_bytes(digest)
        while key in taken:
            key += 1
        taken.add(key)
        yield key
