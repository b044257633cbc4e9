"""Staff pages: a version as respondents see it, and a test run. Nothing of it is stored."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from secrets import SystemRandom

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitplanke.exchange.paper.layout import PaperSize
from leitplanke.kernel.texts import Text
from leitplanke.participation.codes import new_code
from leitplanke.participation.languages import offered_languages
from leitplanke.participation.model import Question, Questionnaire
from leitplanke.report.paper.pdf import MissingPangoError
from leitplanke_web.participation.forms.begin import language_name
from leitplanke_web.participation.forms.sheet import BrokenFormError, problems_of, read_sheet, turned, typed_entries
from leitplanke_web.participation.mapping.sheets import Filled, Sheet, Style
from leitplanke_web.participation.mapping.shown import Reader
from leitplanke_web.participation.tickets import Ticket
from leitplanke_web.participation.views.editor_pages import crumbs, version_or_404
from leitplanke_web.participation.views.sheet_pages import answered, page_context
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.permissions import staff_page

RANDOM = SystemRandom()
_NO_SHEET = Text("Vorschau: Dieser Bogen zählt nicht.", "Preview: this sheet does not count.")
NO_SURVEY = 0  # no survey has this key, so nothing accepts what a test run sends


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Role.EDITOR)
def preview(request: HttpRequest, *, town: Town, questionnaire: str, audience: str) -> HttpResponse:
    """All questions of an audience as they will be shown; sent, the next page of a test run."""
    value = version_or_404(town, questionnaire)
    if audience not in {one.id for one in value.audiences}:
        raise Http404
    today = timezone.localdate()
    if request.method != "POST":
        return _all_questions(request, town, value, audience, today)
    if request.POST.get("go") == "begin":
        filled = Filled(value, audience, _sheet(audience, _language(request.POST.get("language"), value)), today)
        return _run_page(request, town, filled.at(0))
    try:
        sheet, _ours = read_sheet(request.POST, survey=NO_SURVEY, audience=audience)
    except BrokenFormError as error:
        raise BadRequest("a form that no page of ours wrote") from error
    filled = Filled(value, audience, sheet, today).with_typed(typed_entries(request.POST))
    return _turned(request, town, filled, request.POST.get("go", "next"))


@require_safe
@staff_page(Role.EDITOR)
def paper_preview(request: HttpRequest, *, town: Town, questionnaire: str, audience: str) -> HttpResponse:
    """The same on paper: a sheet that says what it is, with a number that no survey has."""
    value = version_or_404(town, questionnaire)
    if audience not in {one.id for one in value.audiences}:
        raise Http404
    from leitplanke.report.paper.sheets import Sender, print_sheets  # noqa: PLC0415 - WeasyPrint is slow to load

    size = PaperSize.LARGE if request.GET.get("size") == "large" else PaperSize.NORMAL
    language = _language(request.GET.get("language"), value)
    sender = Sender(town=town.profile.name, note=_NO_SHEET)
    try:
        printed = print_sheets(
            value, audience=audience, sheets=(new_code(RANDOM),), size=size, language=language, sender=sender
        )
    except MissingPangoError as error:
        messages.error(request, str(error))
        return redirect("participation:preview", town=town.id, questionnaire=questionnaire, audience=audience)
    return HttpResponse(printed.pdf, content_type="application/pdf")


def _turned(request: HttpRequest, town: Town, filled: Filled, go: str) -> HttpResponse:
    asked = filled.questions if go == "send" else filled.page if go == "next" else ()
    problems = problems_of(filled, asked)
    if go == "send" and not problems:
        reader = Reader(filled.sheet.language, request.LANGUAGE_CODE)
        return _page(request, town, filled, {"ended": answered(filled, reader)})
    there = filled.at_question(next(iter(problems))) if problems else turned(filled, go)
    return _run_page(request, town, there, problems=problems)


def _run_page(
    request: HttpRequest, town: Town, filled: Filled, *, problems: Mapping[str, tuple[Text, ...]] | None = None
) -> HttpResponse:
    reader = Reader(filled.sheet.language, request.LANGUAGE_CODE)
    context = page_context(filled, reader, problems=problems or {})
    more = {"is_run": True, "has_errors": bool(problems)}
    return _page(request, town, filled, {**context, **more}, status=422 if problems else 200)


def _all_questions(request: HttpRequest, town: Town, value: Questionnaire, audience: str, today: date) -> HttpResponse:
    """Every question, every answer and every row, also what a condition hides at first."""
    language = _language(request.GET.get("language"), value)
    shown = replace(
        value,
        questions=tuple(_without_conditions(one) for one in value.questions),
        sections=tuple(replace(one, shown_if=None) for one in value.sections),
    )
    sheet = replace(_sheet(audience, language), style=Style.SEVERAL)
    filled = Filled(shown, audience, sheet, today)
    reader = Reader(language, request.LANGUAGE_CODE)
    parts = [page_context(filled.at(place), reader, problems={}) for place in range(len(filled.pages))]
    return _page(request, town, filled, {"parts": parts})


def _without_conditions(question: Question) -> Question:
    options = tuple(replace(one, shown_if=None) for one in question.options)
    items = tuple(replace(one, shown_if=None) for one in question.items)
    return replace(question, shown_if=None, options=options, items=items)


def _page(
    request: HttpRequest, town: Town, filled: Filled, context: dict[str, object], *, status: int = 200
) -> HttpResponse:
    value = filled.questionnaire
    shared = {
        "town": town,
        "questionnaire": value,
        "audience": next(one for one in value.audiences if one.id == filled.audience),
        "language": filled.sheet.language,
        "languages": [(tag, language_name(tag)) for tag in offered_languages(value)],
        "crumbs": crumbs(town, value, _("Vorschau")),
    }
    return render(request, "participation/editor/preview.html", {**shared, **context}, status=status)


def _sheet(audience: str, language: str) -> Sheet:
    ticket = Ticket(NO_SURVEY, audience, "", "", 0, 0)
    return Sheet(ticket, new_code(RANDOM), RANDOM.getrandbits(32), language=language)


def _language(wanted: str | None, value: Questionnaire) -> str:
    offered = offered_languages(value) or ("de",)
    return wanted if wanted in offered else offered[0]
