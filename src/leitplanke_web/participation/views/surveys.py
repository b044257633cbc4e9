"""The survey for everybody: who is asked, how, until when, and in which other ways."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitplanke_web.participation.queries import current_survey, is_open
from leitplanke_web.towns.models import Town


@require_safe
def survey(request: HttpRequest, *, town: Town) -> HttpResponse:
    """Whose questions, and where they begin."""
    running = current_survey(town)
    if running is None:
        raise Http404
    context = {
        "town": town,
        "survey": running,
        "is_open": is_open(running, today=timezone.localdate()),
        "questionnaire": running.questionnaire.value,
        "crumbs": ((_("Umfrage"), None),),
    }
    return render(request, "participation/survey.html", context)
