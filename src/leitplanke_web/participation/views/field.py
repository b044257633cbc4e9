"""Staff pages: the ways on which people answer, and how far the survey has come."""

from collections.abc import Mapping
from itertools import groupby

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from leitplanke.participation.masking import Masked
from leitplanke.participation.model import ResponseMode
from leitplanke_web.participation.mapping.field import audience_fields
from leitplanke_web.participation.models import Survey
from leitplanke_web.participation.queries import current_survey, daily_counts, field_tallies, frames
from leitplanke_web.participation.views.links import answer_link
from leitplanke_web.participation.views.staff import MODES
from leitplanke_web.towns.form_fields import told
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.permissions import staff_page
from leitplanke_web.towns.questions import population_margins

MASKED_WORDS = {
    Masked.EMAIL: gettext_lazy("E-Mail-Adressen"),
    Masked.IBAN: gettext_lazy("Kontonummern"),
    Masked.TELEPHONE: gettext_lazy("Telefonnummern"),
    Masked.NAME: gettext_lazy("Namen"),
}


@require_safe
@staff_page(Role.EDITOR)
def field(request: HttpRequest, *, town: Town) -> HttpResponse:
    """How many have answered by the latest mix, who, and what they left out; nothing of anybody."""
    running = _running(town)
    questionnaire = running.questionnaire.value
    counts = daily_counts(running)
    names = {audience.id: audience.name for audience in questionnaire.audiences}
    days = [
        (day, [(names[who], MODES[ResponseMode(how)], count) for _on, who, how, count in rows])
        for day, rows in groupby(counts, key=lambda row: row[0])
    ]
    audiences = audience_fields(
        questionnaire,
        frames=frames(town),
        counts=counts,
        tallies=field_tallies(running),
        margins=population_margins(town),
    )
    masked = [
        (audience.name, question.words, MASKED_WORDS[kind], count)
        for audience in audiences
        for question in audience.questions
        for kind, count in question.masked
    ]
    return _page(
        request,
        "field",
        running,
        {"days": days, "audiences": audiences, "masked": masked, "withdrawn": running.withdrawn_told},
    )


@require_safe
@staff_page(Role.EDITOR)
def ways(request: HttpRequest, *, town: Town) -> HttpResponse:
    """Link, QR code, poster, kiosk, interviews and a piece of HTML for the town's own website."""
    running = _running(town)
    shown = [
        (audience, answer_link(request, town, audience.id), reverse("participation:kiosk", args=(town.id, audience.id)))
        for audience in running.questionnaire.value.audiences
    ]
    context = {"ways": [(audience, link, kiosk, _snippet(link, running)) for audience, link, kiosk in shown]}
    return _page(request, "ways", running, context)


@require_safe
@staff_page(Role.EDITOR)
def poster(request: HttpRequest, *, town: Town, audience: str) -> HttpResponse:
    """A sheet to hang up: what it is about, until when, the address as QR code and in letters."""
    running = _running(town)
    asked = next((one for one in running.questionnaire.value.audiences if one.id == audience), None)
    if asked is None:
        raise Http404
    link = answer_link(request, town, asked.id)
    code = segno.make(link, error="m", micro=False).svg_data_uri(scale=8, border=4)
    return _page(request, "poster", running, {"audience": asked, "link": link, "qr_code": code, "bare": True})


def _running(town: Town) -> Survey:
    running = current_survey(town)
    if running is None:
        raise Http404
    return running


def _snippet(link: str, running: Survey) -> str:
    """A link and no frame: a page in a frame shows nobody whose it is (docs/decisions/0021)."""
    words = escape(told(running.questionnaire.value.title))
    return f'<p><a href="{escape(link)}" rel="noreferrer">{words}</a></p>'


def _page(request: HttpRequest, name: str, running: Survey, context: Mapping[str, object]) -> HttpResponse:
    words = {"field": _("Stand der Umfrage"), "ways": _("Wege zur Umfrage"), "poster": _("Aushang")}[name]
    shared = {
        "town": running.town,
        "survey": running,
        "questionnaire": running.questionnaire.value,
        "crumbs": ((_("Umfrage"), reverse("participation:staff_survey", args=(running.town_id,))), (words, None)),
    }
    return render(request, f"participation/{name}.html", shared | dict(context))
