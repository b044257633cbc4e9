"""A survey that is open, and people who answer it."""

from datetime import UTC, date, datetime
from random import Random

from django_scopes import scope

from leitplanke.participation.model import Answer, ResponseMode
from leitplanke.participation.model import Questionnaire as QuestionnaireValue
from leitplanke_web.participation.actions.accepting import accept
from leitplanke_web.participation.models import Questionnaire, Survey
from leitplanke_web.participation.models.surveys import SurveyState
from leitplanke_web.participation.tickets import Ticket, new_ticket
from leitplanke_web.towns.models import Town

FAR = date(2099, 9, 30)
NOW = datetime(2026, 9, 1, 10, 0, tzinfo=UTC)
TODAY = date(2026, 9, 1)


def open_survey(town: Town, *, closes_on: date = date(2026, 9, 30)) -> Survey:
    """The survey of the small town's questionnaire, open until the end of September."""
    with scope(town=town):
        return Survey.objects.create(
            town=town,
            questionnaire=Questionnaire.objects.get(town=town),
            state=SurveyState.OPEN,
            closes_on=closes_on,
        )


def survey_of(town: Town, questionnaire: QuestionnaireValue) -> Survey:
    """An open survey of another questionnaire, and an open link to it."""
    row = Questionnaire.objects.create(town=town, identifier=questionnaire.version, position=99, value=questionnaire)
    return Survey.objects.create(town=town, questionnaire=row, state=SurveyState.OPEN, closes_on=FAR)


def ticket_for(
    survey: Survey, random: Random, *, audience: str = "citizens", frame: str = "open_link", access: str = ""
) -> Ticket:
    """A form's ticket, made now."""
    return new_ticket(survey=survey.pk, audience=audience, frame=frame, access=access, now=NOW, random=random)


def answers_of(number: int, *, age: str = "a60") -> tuple[Answer, ...]:
    """What the citizen with this number says; the text tells the number, so that a test can recognise it."""
    return (
        Answer("areas", ("kita", "building")),
        Answer("digital", ("gladly",)),
        Answer("wish", text=f"Stimme Nummer {number}"),
        Answer("age", (age,)),
        Answer("district", ("north",)),
    )


def send(
    survey: Survey,
    random: Random,
    *,
    number: int = 1,
    code: str = "",
    frame: str = "open_link",
    mode: ResponseMode = ResponseMode.ONLINE,
    with_receipt: bool = False,
    age: str = "a60",
) -> Ticket:
    """Accept the answers of one citizen; the ticket of their form."""
    ticket = ticket_for(survey, random, frame=frame, access=code)
    given = answers_of(number, age=age)
    accept(survey, given, ticket=ticket, mode=mode, random=random, code=code, with_receipt=with_receipt)
    return ticket


def number_of(answers: tuple[Answer, ...]) -> int | None:
    """The number of the citizen who said this; None for one of the example's own."""
    words = next((answer.text for answer in answers if answer.question == "wish"), "")
    return int(words.removeprefix("Stimme Nummer ")) if words.startswith("Stimme Nummer ") else None
