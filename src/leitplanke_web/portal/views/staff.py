"""The staff's overview."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from leitplanke.kernel.texts import Language
from leitplanke.report.voice import Voice
from leitplanke_web.portal.queries.overview import overview_of
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.permissions import staff_page


@staff_page(Role.EDITOR)
@require_safe
def overview(request: HttpRequest, *, town: Town) -> HttpResponse:
    """Where the town stands and what is to be done."""
    shown = overview_of(town, voice=voice_of(town), today=timezone.localdate())
    return render(request, "portal/staff/overview.html", {"town": town, "overview": shown})


def voice_of(town: Town) -> Voice:
    """The core's voice in the reader's language."""
    return Voice(Language.EN if get_language() == "en" else Language.DE, town.profile.currency)
