"""The public address of a survey, as it stands on letters, sheets, posters and in files."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import override

from leitplanke.kernel.texts import PLAIN
from leitplanke_web.towns.models import Town


def site_language(tag: str) -> str:
    """The language of the site for a text in this one: where the site has not got it, the one that most can read."""
    if tag == PLAIN:
        return settings.LANGUAGE_CODE
    return tag if tag in dict(settings.LANGUAGES) else "en"


def answer_link(request: HttpRequest, town: Town, audience: str, *, language: str = settings.LANGUAGE_CODE) -> str:
    """Where this audience answers, in the language of what the address stands on, whatever the editor reads in."""
    with override(site_language(language)):
        return request.build_absolute_uri(reverse("participation:answer", args=(town.id, audience)))
