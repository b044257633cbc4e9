"""A questionnaire that is being built, and what its forms send."""

from dataclasses import replace

from django.test import Client
from django_scopes import scope

from factories.page_forms import forms_of, send
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import (
    Computed,
    Expression,
    Item,
    Operator,
    Question,
    QuestionKind,
    Quota,
    Section,
)
from leitplanke.participation.model import Questionnaire as QuestionnaireValue
from leitplanke_web.participation.models import QuestionnaireDraft
from leitplanke_web.participation.queries import questionnaire
from leitplanke_web.towns.models import Town


def draft_of(town: Town, value: QuestionnaireValue) -> QuestionnaireDraft:
    """A draft with this value."""
    with scope(town=town):
        place = QuestionnaireDraft.objects.filter(town=town).count()
        return QuestionnaireDraft.objects.create(town=town, identifier=value.version, position=place, value=value)


def next_version(town: Town, version: str, *, title: str = "Was nun?") -> QuestionnaireDraft:
    """A copy of the town's questionnaire in one section, and of all that has a page one, to become the next version."""
    with scope(town=town):
        value = questionnaire(town)
    views = Question(
        "views", QuestionKind.STATEMENTS, Text("Was meinen Sie?"), value.questions[0].audiences,
        items=(Item("row", Text("Mehr Bänke.")),),
    )  # fmt: skip
    questions = (*value.questions, views)
    person = next(one for one in questions if one.about_person)
    chosen = Expression(Operator.CHOSEN, question=person.id, part=person.options[0].id)
    return draft_of(
        town,
        replace(
            value,
            version=version,
            title=Text(title),
            questions=questions,
            sections=(Section("all", Text("Alles"), tuple(one.id for one in questions)),),
            computed=(Computed("value", Expression(Operator.COUNT, (Expression(Operator.ANSWER, question="views"),))),),
            quotas=(Quota("quota", chosen, 10, Text("Danke.")),),
            replaces=value.version,
        ),
    )


def stored(town: Town, version: str) -> QuestionnaireValue:
    """What is stored of a draft now."""
    with scope(town=town):
        value: QuestionnaireValue = QuestionnaireDraft.objects.get(town=town, identifier=version).value
        return value


def fill_in(client: Client, address: str, page: str = "", **changes: str) -> object:
    """Send the first form of a page that is sent to it, as it stands there, with changes: `__` stands for a hyphen."""
    found = page or client.get(address).content.decode()
    form = next(one for one in forms_of(found, address=address) if one.method == "post" and len(one.fields) > 1)
    return send(client, address, form.entries(**{name.replace("__", "-"): value for name, value in changes.items()}))
