"""Questionnaire and answers: every ballot is one response of the one audience `voters`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from leitplanke.exchange.pabulib.model import Ballot, Vote, VoteType
from leitplanke.exchange.pabulib.voters import Scale, age_scale, place_scale, response_mode, sex_scale
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import (
    Answer,
    Audience,
    Missing,
    Option,
    Question,
    QuestionKind,
    Questionnaire,
    Response,
    ResponseMode,
)

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


def questionnaire(vote: Vote, persons: tuple[PersonQuestion, ...]) -> Questionnaire:
    """The priority question with the projects as its options, then the questions about the person."""
    about = vote.meta.description or vote.meta.unit
    return Questionnaire(
        VERSION,
        Text(f"Stimmzettel: {about}", f"Ballot: {about}"),
        (Audience(AUDIENCE, Text("Abstimmende", "Voters")),),
        (_projects_question(vote), *map(_person_question, persons)),
    )


def responses(vote: Vote, persons: tuple[PersonQuestion, ...]) -> tuple[Response, ...]:
    """One response per ballot, sorted by a key that tells neither the voter's id nor the order of the file."""
    modes = {method: response_mode(method) for method in {ballot.voting_method for ballot in vote.ballots}}
    keyed = sorted(zip(_keys(vote), range(len(vote.ballots)), strict=True))
    return tuple(_response(key, vote.ballots[index], modes, persons) for key, index in keyed)


def _projects_question(vote: Vote) -> Question:
    kind = _KINDS[vote.meta.vote_type]
    return Question(
        id=PROJECTS_QUESTION,
        kind=kind,
        text=Text("Welche Projekte sollen umgesetzt werden?", "Which projects should be carried out?"),
        audiences=(AUDIENCE,),
        options=tuple(Option(project.id, project.words) for project in vote.projects),
        max_choices=_max_choices(vote) if kind in {QuestionKind.MULTIPLE, QuestionKind.RANK} else None,
    )


def _max_choices(vote: Vote) -> int | None:
    """As many as the file allows, or as the longest ballot has."""
    if vote.meta.max_length is None:
        return None
    longest = max(len(ballot.projects) for ballot in vote.ballots)
    return min(max(vote.meta.max_length, longest), len(vote.projects))


def _person_question(question: PersonQuestion) -> Question:
    return Question(
        id=question.id,
        kind=QuestionKind.SINGLE,
        text=question.text,
        audiences=(AUDIENCE,),
        options=tuple(Option(option, text) for option, text in question.scale.options),
        ordered=question.is_ordered,
        about_person=True,
        name=question.name,
    )


def _response(
    key: int, ballot: Ballot, modes: Mapping[str, ResponseMode], persons: tuple[PersonQuestion, ...]
) -> Response:
    chosen = _answer(PROJECTS_QUESTION, ballot.projects, ballot.points)
    about = (_answer(question.id, (option,) if (option := question.option(ballot)) else ()) for question in persons)
    return Response(key, AUDIENCE, FRAME, modes[ballot.voting_method], VERSION, (chosen, *about))


def _answer(question: str, options: tuple[str, ...], points: tuple[int, ...] = ()) -> Answer:
    return Answer(question, options, points) if options else Answer(question, missing=Missing.NO_ANSWER)


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
