"""Staff pages: the versions of the questionnaire, and one that is being built."""

from collections.abc import Sequence
from dataclasses import replace

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitplanke.exchange.surveys.documents import read_questionnaire
from leitplanke.exchange.surveys.losses import PART_WORDS, Loss
from leitplanke.kernel.faults import FaultyInputError, InvalidValueError
from leitplanke.kernel.texts import PLAIN, Text
from leitplanke.participation import arranging
from leitplanke.participation.model import Audience
from leitplanke.participation.model import Questionnaire as QuestionnaireValue
from leitplanke.participation.readiness import unready
from leitplanke_web.participation.actions import editing
from leitplanke_web.participation.forms.begin import language_name
from leitplanke_web.participation.forms.questionnaire import COPY, FILE, DetailsForm, NewForm
from leitplanke_web.participation.mapping.outline import computed_words, gaps, outline, quota_words
from leitplanke_web.participation.mapping.question_words import KIND_WORDS, differing, reader_language
from leitplanke_web.participation.mapping.succession_words import succession_lines
from leitplanke_web.participation.models import Questionnaire, QuestionnaireDraft
from leitplanke_web.participation.queries import (
    draft_row,
    draft_rows,
    has_answers,
    is_evaluated,
    published_version,
    published_versions,
    survey_states,
)
from leitplanke_web.participation.views.editor_pages import Saving, conflict_page, crumbs, draft_or_404
from leitplanke_web.towns.form_fields import refusal, told
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.people import person_of
from leitplanke_web.towns.permissions import staff_page
from leitplanke_web.towns.questions import FlawedTownError
from leitplanke_web.towns.versions import ChangedMeanwhileError, version_of

_GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])
# Those that every town asks; a town's own versions may know others.
AUDIENCES = (
    Audience("citizens", Text("Bürgerinnen und Bürger", "Citizens")),
    Audience("companies", Text("Unternehmen", "Companies")),
    Audience("staff", Text("Beschäftigte der Verwaltung", "Administration staff")),
)
_WAYS = {"up": -1, "down": 1}
_DETAILS = ("title", "introduction", "closing", "audiences", "languages")


@require_safe
@staff_page(Role.EDITOR)
def questionnaires(request: HttpRequest, *, town: Town) -> HttpResponse:
    """What is being built, what is published, and which of it is asked."""
    states = survey_states(town)
    context = {
        "town": town,
        "drafts": [row.value for row in draft_rows(town)],
        "published": [(one, states.get(one.version)) for one in published_versions(town)],
        "crumbs": crumbs(town),
    }
    return render(request, "participation/editor/list.html", context)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def questionnaire_new(request: HttpRequest, *, town: Town) -> HttpResponse:
    """A new version: empty, a copy, or out of a file."""
    versions = (*(row.value for row in draft_rows(town)), *published_versions(town))
    if request.method != "POST":
        return _new_page(request, town, NewForm(versions=versions))
    form = NewForm(request.POST, request.FILES, versions=versions)
    if not form.is_valid():
        return _new_page(request, town, form, status=422)
    try:
        value, losses = _begun(form, versions)
        editing.begin_draft(town, person_of(request), value, losses=losses)
    except FaultyInputError as error:
        for fault in error.faults[:20]:
            form.add_error("file", fault.in_language(reader_language()))
        return _new_page(request, town, form, status=422)
    except InvalidValueError as error:
        form.add_error(error.field if error.field in form.fields else None, refusal(error.problem, error.remedy))
        return _new_page(request, town, form, status=422)
    messages.success(request, _("Der Entwurf ist angelegt."))
    return redirect("participation:questionnaire", town=town.id, questionnaire=value.version)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def questionnaire(request: HttpRequest, *, town: Town, questionnaire: str) -> HttpResponse:
    """A draft with its sections and questions, which can be moved; a published version to read."""
    row = draft_row(town, questionnaire)
    if row is None:
        is_wish = request.method == "POST" and request.POST.get("go") == "evaluate"
        if request.method == "POST" and not is_wish:
            raise Http404
        page = _evaluated if is_wish else _published_page
        return page(request, town, questionnaire)
    if request.method != "POST":
        return _outline_page(request, town, row)
    way, kind, name = (*request.POST.get("go", "").split(":"), "", "", "")[:3]
    if way not in _WAYS or kind not in {"question", "section"}:
        raise Http404
    move = arranging.with_moved_question if kind == "question" else arranging.with_moved_section
    try:
        editing.change_draft(
            town, person_of(request), questionnaire, lambda value: move(value, name, down=_WAYS[way])
        )  # fmt: skip
    except KeyError as error:
        raise Http404 from error
    address = reverse("participation:questionnaire", args=[town.id, questionnaire])
    return redirect(f"{address}#{kind}-{name}")


@_GET_AND_POST
@staff_page(Role.EDITOR)
def questionnaire_details(request: HttpRequest, *, town: Town, questionnaire: str) -> HttpResponse:
    """Title, introduction, audiences, languages; and the way to discard the draft."""
    row = draft_or_404(town, questionnaire)
    if request.POST.get("go") == "discard":
        return _discarded(request, town, row)
    known = _known_audiences(town, row.value)
    if request.method != "POST":
        return _details_page(
            request, town, row, DetailsForm(questionnaire=row.value, audiences=known, initial=_of(row))
        )
    form = DetailsForm(request.POST, questionnaire=row.value, audiences=known)
    if not form.is_valid():
        return _details_page(request, town, row, form, status=422)
    saving = Saving(request, town, questionnaire, part=_details_of)
    changes = saving.with_theirs(form.changes(), row.value)

    def edit(value: QuestionnaireValue) -> QuestionnaireValue:
        rest = {name: new for name, new in changes.items() if name != "audiences"}
        return arranging.with_audiences(replace(value, **rest), changes["audiences"])

    try:
        saving.save(edit)
    except ChangedMeanwhileError:
        theirs = draft_or_404(town, questionnaire).value
        found = differing(replace(QuestionnaireValue("", Text(""), (), ()), **changes), theirs, _DETAILS, theirs)
        return conflict_page(
            request, town, theirs, found, mark=editing.mark_of(_details_of(theirs)), back="questionnaire_details"
        )
    except InvalidValueError as error:
        name = "audiences" if error.field.endswith("audiences") else None
        form.add_error(name, refusal(error.problem, error.remedy))
        return _details_page(request, town, row, form, status=422)
    messages.success(request, _("Gespeichert."))
    return redirect("participation:questionnaire", town=town.id, questionnaire=questionnaire)


def _begun(form: NewForm, versions: tuple[QuestionnaireValue, ...]) -> tuple[QuestionnaireValue, tuple[Loss, ...]]:
    """What the form asks for, under its version. Raises `FaultyInputError`."""
    given = form.cleaned_data
    version, start = given["version"], given["start"]
    if start == FILE:
        found, losses = _read(given["file"])
        named = replace(found, title=Text(given["title"])) if not found.title.by_language() else found
        return replace(named, version=version, audiences=_asked(named), replaces=""), losses
    if start.startswith(COPY):
        source = next(one for one in versions if one.version == start.removeprefix(COPY))
        questions = tuple(replace(one, continues="") for one in source.questions)
        return replace(source, version=version, replaces=source.version, questions=questions), ()
    return QuestionnaireValue(version, Text(given["title"]), AUDIENCES, (), languages=("de",)), ()


def _read(file: UploadedFile[bytes]) -> tuple[QuestionnaireValue, tuple[Loss, ...]]:
    from leitplanke.exchange.surveys.formats import read_survey  # noqa: PLC0415 - slow libraries behind it

    data, name = file.read(), str(file.name)
    if data.lstrip()[:1] == b"{":
        return read_questionnaire(data, file=name), ()
    imported = read_survey(data, file=name)
    return imported.questionnaire, imported.losses


def _asked(imported: QuestionnaireValue) -> tuple[Audience, ...]:
    return imported.audiences or AUDIENCES


def _discarded(request: HttpRequest, town: Town, row: QuestionnaireDraft) -> HttpResponse:
    try:
        seen = version_of(request.POST.get("draft_version"))
        editing.discard_draft(town, person_of(request), row.identifier, seen_version=seen)
    except ChangedMeanwhileError:
        messages.warning(request, _("Jemand hat den Entwurf inzwischen geändert. Er ist noch da."))
        return redirect("participation:questionnaire_details", town=town.id, questionnaire=row.identifier)
    messages.success(request, _("Der Entwurf ist verworfen."))
    return redirect("participation:questionnaires", town=town.id)


def _known_audiences(town: Town, value: QuestionnaireValue) -> tuple[Audience, ...]:
    versions = published_versions(town)
    own = [*value.audiences, *(one for version in versions for one in version.audiences), *AUDIENCES]
    found = {one.id: one for one in reversed(own)}
    order = dict.fromkeys(one.id for one in own)
    return tuple(found[name] for name in order)


def _details_of(value: QuestionnaireValue) -> QuestionnaireValue:
    """What the page of details changes, and nothing else."""
    return replace(value, version="", questions=(), sections=(), computed=(), quotas=(), replaces="")


def _of(row: QuestionnaireDraft) -> dict[str, object]:
    value: QuestionnaireValue = row.value
    texts = {
        f"{name}_{language}": getattr(getattr(value, name), language)
        for name in ("title", "introduction", "closing")
        for language in ("de", "plain", "en")
    }
    return {**texts, "audiences": [one.id for one in value.audiences], "languages": list(value.languages or ("de",))}


def _new_page(request: HttpRequest, town: Town, form: NewForm, *, status: int = 200) -> HttpResponse:
    context = {"town": town, "form": form, "crumbs": crumbs(town, _("Neue Fassung"))}
    return render(request, "participation/editor/new.html", context, status=status)


def _details_page(
    request: HttpRequest, town: Town, row: QuestionnaireDraft, form: DetailsForm, *, status: int = 200
) -> HttpResponse:
    mark = request.POST.get("version") or editing.mark_of(_details_of(row.value))
    context = {
        "town": town,
        "form": form,
        "questionnaire": row.value,
        "version": mark,
        "draft_version": row.version,
        "crumbs": crumbs(town, row.value, _("Titel, Zielgruppen, Sprachen")),
    }
    return render(request, "participation/editor/details.html", context, status=status)


def _outline_page(request: HttpRequest, town: Town, row: QuestionnaireDraft) -> HttpResponse:
    value = row.value
    context = {
        "town": town,
        "questionnaire": value,
        "sections": outline(value, reader_language()),
        "values": computed_words(value),
        "quotas": quota_words(value),
        "gaps": gaps(unready(value), value),
        "losses": [(PART_WORDS[one.part], one) for one in row.losses],
        "languages": [
            (tag, language_name(tag)) for tag in dict.fromkeys((*value.languages, "en", PLAIN)) if tag != "de"
        ],
        "kinds": [(kind.value, words) for kind, words in KIND_WORDS.items()],
        "crumbs": crumbs(town, value),
    }
    return render(request, "participation/editor/outline.html", context)


def _published_page(
    request: HttpRequest, town: Town, version: str, *, refused: Sequence[str] = (), status: int = 200
) -> HttpResponse:
    value = published_version(town, version)
    if value is None:
        raise Http404
    before = published_version(town, value.replaces) if value.replaces else None
    context = {
        "town": town,
        "questionnaire": value,
        "lines": succession_lines(before, value),
        "sections": outline(value, reader_language()),
        "values": computed_words(value),
        "quotas": quota_words(value),
        "state": survey_states(town).get(version),
        "is_evaluated": is_evaluated(town, version),
        "has_answers": has_answers(town, version),
        "refused": refused,
        "has_errors": bool(refused),
        "crumbs": crumbs(town, value),
    }
    return render(request, "participation/editor/published.html", context, status=status)


def _evaluated(request: HttpRequest, town: Town, version: str) -> HttpResponse:
    """From now on results are made from this version, or the page says why not."""
    try:
        editing.evaluate_version(town, person_of(request), version)
    except Questionnaire.DoesNotExist as error:
        raise Http404 from error
    except InvalidValueError as error:
        reasons = [f"{told(error.problem)} {told(error.remedy)}"]
    except FlawedTownError as error:
        reasons = list(dict.fromkeys(f"{told(flaw.problem)} {told(flaw.remedy)}" for flaw in error.flaws))
    else:
        messages.success(request, _("Beim nächsten Lauf wird diese Fassung ausgewertet."))
        return redirect("participation:questionnaire", town=town.id, questionnaire=version)
    return _published_page(request, town, version, refused=reasons, status=422)
