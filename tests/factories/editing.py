"""A questionnaire that is being built, and what its forms send."""

from django.test import Client
from django_scopes import scope

from factories.page_forms import forms_of, send
from leitplanke.participation.model import Questionnaire as QuestionnaireValue
from leitplanke_web.participation.models import QuestionnaireDraft
from leitplanke_web.towns.models import Town


def draft_of(town: Town, value: QuestionnaireValue) -> QuestionnaireDraft:
    """A draft with this value."""
    with scope(town=town):
        place = QuestionnaireDraft.objects.filter(town=town).count()
        return QuestionnaireDraft.objects.create(town=town, identifier=value.version, position=place, value=value)


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
