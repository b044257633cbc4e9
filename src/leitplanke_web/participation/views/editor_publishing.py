"""Staff pages: a draft becomes a version that never changes; its structure as files."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitplanke.exchange.surveys.documents import questionnaire_bytes
from leitplanke.exchange.surveys.losses import PART_WORDS, Loss
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Questionnaire
from leitplanke.participation.readiness import unready
from leitplanke.participation.succession import Succession
from leitplanke.report.paper.pdf import MissingPangoError
from leitplanke_web.participation.actions import editing
from leitplanke_web.participation.forms.succession import ContinuedForm
from leitplanke_web.participation.mapping.outline import gaps
from leitplanke_web.participation.mapping.question_words import reader_language
from leitplanke_web.participation.mapping.succession_words import succession_lines
from leitplanke_web.participation.models import QuestionnaireDraft
from leitplanke_web.participation.queries import frames, published_version
from leitplanke_web.participation.views.editor_pages import crumbs, draft_or_404, version_or_404
from leitplanke_web.towns.form_fields import refusal, told
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.people import person_of
from leitplanke_web.towns.permissions import staff_page
from leitplanke_web.towns.questions import FlawedTownError, require_sound
from leitplanke_web.towns.versions import ChangedMeanwhileError, version_of

MOST_FLAWS = 20
Written = tuple[bytes, tuple[Loss, ...]]


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Role.EDITOR)
def questionnaire_publish(request: HttpRequest, *, town: Town, questionnaire: str) -> HttpResponse:
    """What is missing, what carries over from the version before, and the button."""
    row = draft_or_404(town, questionnaire)
    before = published_version(town, row.value.replaces) if row.value.replaces else None
    if request.method != "POST":
        return _publish_page(request, town, row, before, ContinuedForm(questionnaire=row.value, before=before))
    form = ContinuedForm(request.POST, questionnaire=row.value, before=before)
    if not form.is_valid() or request.POST.get("go") != "publish":
        return _publish_page(request, town, row, before, form, status=422 if form.errors else 200)
    status = _published(request, town, row, form)
    if status != HTTPStatus.OK:
        return _publish_page(request, town, draft_or_404(town, questionnaire), before, form, status=status)
    messages.success(request, _("Der Fragebogen ist veröffentlicht. Jetzt können Sie die Umfrage vorbereiten."))
    return redirect("participation:questionnaire", town=town.id, questionnaire=questionnaire)


@require_safe
@staff_page(Role.EDITOR)
def questionnaire_files(request: HttpRequest, *, town: Town, questionnaire: str) -> HttpResponse:
    """The files of a version's structure, each with what it cannot hold."""
    return _files_page(request, town, version_or_404(town, questionnaire))


@require_safe
@staff_page(Role.EDITOR)
def questionnaire_file(request: HttpRequest, *, town: Town, questionnaire: str, format: str) -> HttpResponse:  # noqa: A002 - the address says format
    """The structure of a version in one format."""
    value = version_or_404(town, questionnaire)
    if format not in _FILES:
        raise Http404
    file = _FILES[format]
    try:
        response = HttpResponse(file.write(value)[0], content_type=file.kind)
    except MissingPangoError as error:
        return _files_page(request, town, value, problem=str(error), status=503)
    response.headers["Content-Disposition"] = f'attachment; filename="{value.version}.{file.ending}"'
    return response


def _files_page(
    request: HttpRequest, town: Town, value: Questionnaire, *, problem: str = "", status: int = 200
) -> HttpResponse:
    files = [
        (name, file.words, [(PART_WORDS[one.part], one) for one in (file.write(value)[1] if file.may_lose else ())])
        for name, file in _FILES.items()
    ]
    context = {"town": town, "questionnaire": value, "files": files, "problem": problem}
    context["crumbs"] = crumbs(town, value, _("Dateien"))
    return render(request, "participation/editor/files.html", context, status=status)


def _published(request: HttpRequest, town: Town, row: QuestionnaireDraft, form: ContinuedForm) -> int:
    """Publish, or note in the form why not; the status of the answer."""
    seen = version_of(request.POST.get("version"))
    try:
        editing.publish_questionnaire(
            town, person_of(request), row.identifier, seen_version=seen, continued=form.continued()
        )
    except editing.UnreadyError:  # the page tells what is missing
        return HTTPStatus.UNPROCESSABLE_ENTITY
    except InvalidValueError as error:
        form.add_error(None, refusal(error.problem, error.remedy))
        return HTTPStatus.UNPROCESSABLE_ENTITY
    except ChangedMeanwhileError:
        form.add_error(None, _("Jemand hat den Entwurf inzwischen geändert. Hier steht der neue Stand."))
        return HTTPStatus.CONFLICT
    return HTTPStatus.OK


def _publish_page(
    request: HttpRequest,
    town: Town,
    row: QuestionnaireDraft,
    before: Questionnaire | None,
    form: ContinuedForm,
    *,
    status: int = 200,
) -> HttpResponse:
    value = row.value
    continued = form.continued() if form.is_bound and form.is_valid() else {}
    try:
        lines = succession_lines(before, editing.with_continued(value, continued))
    except InvalidValueError as error:
        form.add_error(None, refusal(error.problem, error.remedy))
        lines, status = [], 422
    named = {one.new: how for one, _before, _after, how in lines}
    context = {
        "town": town,
        "questionnaire": value,
        "before": before,
        "form": form,
        "gaps": gaps(unready(value), value),
        "rows": [(one, form.field_of(one), named.get(one.id, "")) for one in value.questions if before],
        "gone": [words for one, words, _after, _how in lines if one.how is Succession.GONE],
        "is_checked": "compare" in request.POST.getlist("go"),
        "misfits": _misfits(town, value) if "compare" in request.POST.getlist("go") else [],
        "version": row.version,
        "has_errors": status != HTTPStatus.OK,
        "crumbs": crumbs(town, value, _("Veröffentlichen")),
    }
    return render(request, "participation/editor/publish.html", context, status=status)


def _misfits(town: Town, value: Questionnaire) -> list[str]:
    """What strategy and resources name and this version does not have: it could not be evaluated."""
    reached = {frame.audience for frame in frames(town)}
    words = _("Von „%(who)s“ kann noch niemand antworten: Die Stadt hat dafür keine Auswahlgrundlage (frames.csv).")
    found = [words % {"who": told(one.name)} for one in value.audiences if one.id not in reached]
    try:
        require_sound(town, questionnaire=value)
    except FlawedTownError as error:
        found += [f"{told(flaw.problem)} {told(flaw.remedy)}" for flaw in error.flaws]
    return list(dict.fromkeys(found))[:MOST_FLAWS]


def _xlsform(value: Questionnaire) -> Written:
    from leitplanke.exchange.surveys.xlsform.writer import xlsform_bytes  # noqa: PLC0415 - slow libraries behind it

    return xlsform_bytes(value)


def _limesurvey(value: Questionnaire) -> Written:
    from leitplanke.exchange.surveys.limesurvey.writer import limesurvey_bytes  # noqa: PLC0415 - slow libraries

    return limesurvey_bytes(value)


def _codebook(value: Questionnaire) -> Written:
    from leitplanke.report.paper.codebook import codebook_html  # noqa: PLC0415 - slow libraries behind it

    return codebook_html(value, reader_language()), ()


def _codebook_pdf(value: Questionnaire) -> Written:
    from leitplanke.report.paper.codebook import codebook_pdf  # noqa: PLC0415 - slow libraries behind it

    return codebook_pdf(value, reader_language()), ()


def _json(value: Questionnaire) -> Written:
    return questionnaire_bytes(value), ()


@dataclass(frozen=True, slots=True)
class _File:
    """A format: its words, how files of it end and are called, what writes one, and whether it may lose something."""

    words: Text
    ending: str
    kind: str
    write: Callable[[Questionnaire], Written]
    may_lose: bool = False


_FILES: Mapping[str, _File] = {
    "xlsform": _File(
        Text("XLSForm (Excel), für KoboToolbox, ODK und andere", "XLSForm (Excel), for KoboToolbox, ODK, others"),
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _xlsform,
        may_lose=True,
    ),
    "limesurvey": _File(
        Text("LimeSurvey, Struktur mit Tabulatoren (.txt)", "LimeSurvey, tab-separated structure (.txt)"),
        "txt",
        "text/tab-separated-values; charset=utf-8",
        _limesurvey,
        may_lose=True,
    ),
    "codebook": _File(
        Text("Codebuch zum Lesen (.html)", "Code book to read (.html)"), "html", "text/html; charset=utf-8", _codebook
    ),
    "codebook-pdf": _File(
        Text("Codebuch zum Drucken (.pdf)", "Code book to print (.pdf)"), "pdf", "application/pdf", _codebook_pdf
    ),
    "json": _File(
        Text("Alles, ohne Verlust (.json)", "Everything, without loss (.json)"), "json", "application/json", _json
    ),
}
