"""Staff pages: translating side by side, and the library of questions."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitplanke.exchange.surveys.library import question_library
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import PLAIN
from leitplanke.participation import arranging
from leitplanke.participation.languages import written_languages
from leitplanke.participation.model import Questionnaire
from leitplanke.participation.translating import translated
from leitplanke_web.participation.actions import editing
from leitplanke_web.participation.forms.begin import language_name
from leitplanke_web.participation.forms.questionnaire import CopyForm, TranslationForm
from leitplanke_web.participation.mapping.outline import outline
from leitplanke_web.participation.mapping.question_words import reader_language
from leitplanke_web.participation.models import QuestionnaireDraft
from leitplanke_web.participation.views.editor_pages import Saving, crumbs, draft_or_404
from leitplanke_web.towns.form_fields import refusal
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.people import person_of
from leitplanke_web.towns.permissions import staff_page
from leitplanke_web.towns.versions import ChangedMeanwhileError

_GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])


@_GET_AND_POST
@staff_page(Role.EDITOR)
def questionnaire_translate(request: HttpRequest, *, town: Town, questionnaire: str, language: str) -> HttpResponse:
    """Every text in one language beside the German one."""
    row = draft_or_404(town, questionnaire)
    if language not in {"de", "en", PLAIN, *written_languages(row.value)}:
        raise Http404
    if request.method != "POST":
        return _translation_page(request, town, row, language, _translation(row, language))
    form = _translation(row, language, request.POST)
    if not form.is_valid():
        return _translation_page(request, town, row, language, form, status=422)
    texts = form.texts()
    saving = Saving(request, town, questionnaire, part=_whole)
    try:
        saving.save(lambda value: translated(value, language=language, texts=texts))
    except ChangedMeanwhileError:
        row = draft_or_404(town, questionnaire)
        return _translation_page(
            request, town, row, language, _translation(row, language, request.POST), is_stale=True, status=409
        )
    messages.success(request, _("Die Übersetzung ist gespeichert."))
    return redirect(
        "participation:questionnaire_translate", town=town.id, questionnaire=questionnaire, language=language
    )


@_GET_AND_POST
@staff_page(Role.EDITOR)
def questionnaire_library(request: HttpRequest, *, town: Town, questionnaire: str) -> HttpResponse:
    """Proven questions by topic, to copy."""
    row = draft_or_404(town, questionnaire)
    library = question_library()
    form = CopyForm(
        request.POST if request.method == "POST" else None,
        questions=library.questions, sections=row.value.sections,
        initial={"section": row.value.sections[-1].id if row.value.sections else ""},
    )  # fmt: skip
    if request.method != "POST" or not form.is_valid():
        return _library_page(request, town, row, library, form)
    chosen = [one for one in library.questions if one.id in form.cleaned_data["questions"]]
    section = form.cleaned_data.get("section", "")
    try:
        editing.change_draft(
            town, person_of(request), questionnaire,
            lambda value: arranging.with_copies(value, chosen, section=section),
        )  # fmt: skip
    except InvalidValueError as error:
        form.add_error(None, refusal(error.problem, error.remedy))
        return _library_page(request, town, row, library, form)
    messages.success(request, _("Die Fragen sind kopiert. Sie können sie hier ändern."))
    return redirect(reverse("participation:questionnaire", args=[town.id, questionnaire]))


def _whole(value: Questionnaire) -> Questionnaire:
    return value


def _translation(row: QuestionnaireDraft, language: str, typed: object = None) -> TranslationForm:
    return TranslationForm(typed, questionnaire=row.value, language=language, source="de" if language != "de" else "en")


def _translation_page(
    request: HttpRequest,
    town: Town,
    row: QuestionnaireDraft,
    language: str,
    form: TranslationForm,
    *,
    is_stale: bool = False,
    status: int = 200,
) -> HttpResponse:
    value = row.value
    mark = editing.mark_of(value) if is_stale else request.POST.get("version") or editing.mark_of(value)
    context = {
        "town": town,
        "questionnaire": value,
        "form": form,
        "language": language,
        "lang": language,
        "source": form.source,
        "language_words": language_name(language),
        "is_stale": is_stale,
        "version": mark,
        "has_errors": form.is_bound and bool(form.errors),
        "crumbs": crumbs(town, value, _("Übersetzen")),
    }
    return render(request, "participation/editor/translate.html", context, status=status)


def _library_page(
    request: HttpRequest, town: Town, row: QuestionnaireDraft, library: Questionnaire, form: CopyForm
) -> HttpResponse:
    context = {
        "town": town,
        "questionnaire": row.value,
        "form": form,
        "library": outline(library, reader_language()),
        "chosen": set(request.POST.getlist("questions")),
        "has_errors": form.is_bound,
        "crumbs": crumbs(town, row.value, _("Bibliothek")),
    }
    return render(request, "participation/editor/library.html", context, status=422 if form.is_bound else 200)
