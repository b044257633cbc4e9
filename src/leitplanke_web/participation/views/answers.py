"""Staff pages: the answers of a survey that has ended, as files for an administrator."""

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from leitplanke.exchange.surveys.answer_formats import AnswerFormat, answer_bytes
from leitplanke_web.participation.actions.handing import NotHandedOutError, hand_out
from leitplanke_web.participation.queries import Handing, handing, published_versions
from leitplanke_web.towns.form_fields import reader_language
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.people import person_of
from leitplanke_web.towns.permissions import staff_page

FORMATS: Mapping[AnswerFormat, tuple[object, str]] = {
    AnswerFormat.CSV: (gettext_lazy("Tabelle (.csv)"), "text/csv; charset=utf-8"),
    AnswerFormat.XLSX: (
        gettext_lazy("Excel, mit Codebuch (.xlsx)"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    AnswerFormat.SAV: ("SPSS (.sav)", "application/octet-stream"),
    AnswerFormat.DTA: ("Stata (.dta)", "application/octet-stream"),
    AnswerFormat.PARQUET: ("Parquet (.parquet)", "application/vnd.apache.parquet"),
    AnswerFormat.JSON: (gettext_lazy("Leitplanke, ohne Verlust (.json)"), "application/json"),
}
WHY_NOT = {
    Handing.RUNNING: gettext_lazy(
        "Die Umfrage läuft noch. Ihre Antworten gibt es erst, wenn sie beendet ist: Wer sie vorher mehrmals holt, "
        "könnte sehen, was wann dazukam, und so Personen erkennen."
    ),
    Handing.WAITING: gettext_lazy(
        "Die Umfrage ist beendet. Die letzten Antworten werden noch gemischt, spätestens heute Nacht; danach können "
        "Sie alle herunterladen."
    ),
    Handing.EMPTY: gettext_lazy("Zu dieser Fassung gibt es keine Antworten."),
}


@require_safe
@staff_page(Role.ADMINISTRATOR)
def answers(request: HttpRequest, *, town: Town) -> HttpResponse:
    """Each published version: the files of its answers, or why there are none yet."""
    states = handing(town)
    rows = [(one, WHY_NOT.get(states[one.version], "")) for one in published_versions(town)]
    context = {
        "town": town,
        "rows": rows,
        "formats": [(kind.value, words) for kind, (words, _type) in FORMATS.items()],
        "crumbs": (
            (_("Umfrage"), reverse("participation:staff_survey", args=[town.id])),
            (_("Antworten herunterladen"), None),
        ),
    }
    return render(request, "participation/answers.html", context)


@require_POST
@staff_page(Role.ADMINISTRATOR)
def answer_file(request: HttpRequest, *, town: Town, questionnaire: str) -> HttpResponse:
    """The answers to a version in one format. A form is sent for it, because it is written down who fetched them."""
    kind = request.POST.get("format", "")
    if kind not in set(AnswerFormat):
        raise Http404
    found = AnswerFormat(kind)
    try:
        value, responses = hand_out(town, person_of(request), questionnaire)
    except NotHandedOutError as refused:
        raise Http404 from refused
    data = answer_bytes(found, value, responses, reader_language())
    response = HttpResponse(data, content_type=FORMATS[found][1])
    response.headers["Content-Disposition"] = f'attachment; filename="answers-{town.id}-{value.version}.{kind}"'
    response.headers["Cache-Control"] = "no-store"
    return response
