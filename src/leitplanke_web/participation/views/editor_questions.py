"""Staff pages: a question and a section of a draft."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitplanke.kernel.faults import InvalidValueError
from leitplanke.participation import arranging
from leitplanke.participation.conditions import condition_words
from leitplanke.participation.model import Question, QuestionKind, Questionnaire, Section
from leitplanke_web.design.templatetags.design import error_summary
from leitplanke_web.participation.actions import editing
from leitplanke_web.participation.forms.condition import ConditionForm
from leitplanke_web.participation.forms.question import QuestionForm, with_parts_of
from leitplanke_web.participation.forms.questionnaire import SectionForm
from leitplanke_web.participation.forms.texts import LANGUAGE_WORDS
from leitplanke_web.participation.mapping.outline import advice_by_question, conditions_of_parts
from leitplanke_web.participation.mapping.question_entries import condition_entries, pressed_rows, text_entries, typed
from leitplanke_web.participation.mapping.question_words import FIELDS, KIND_WORDS, differing, reader_language
from leitplanke_web.participation.models import QuestionnaireDraft
from leitplanke_web.participation.views.editor_pages import Saving, conflict_page, crumbs, draft_or_404
from leitplanke_web.towns.form_fields import told
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.people import person_of
from leitplanke_web.towns.permissions import staff_page
from leitplanke_web.towns.versions import ChangedMeanwhileError, taken, version_of

_GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])
_OF_QUESTIONS = [name for name in FIELDS if name in Question.__dataclass_fields__]
_OF_SECTIONS = [name for name in FIELDS if name in Section.__dataclass_fields__]


@_GET_AND_POST
@staff_page(Role.EDITOR)
def question_new(request: HttpRequest, *, town: Town, questionnaire: str, kind: str) -> HttpResponse:
    """The empty form of a question of this kind; saving it adds the question to its section."""
    row = draft_or_404(town, questionnaire)
    found = _kind_or_404(kind)
    if request.method != "POST":
        form = QuestionForm(row.value, found, section=request.GET.get("section", ""))
        return _question_page(request, town, row, form)
    if (rows := pressed_rows(typed(request.POST), request.POST.get("go", ""))) is not None:
        return _question_page(request, town, row, QuestionForm(row.value, found, shown=rows))
    form = QuestionForm(row.value, found, typed=request.POST)
    value = form.value()
    if value is None:
        return _question_page(request, town, row, form, status=422)
    try:
        editing.change_draft(
            town,
            person_of(request),
            questionnaire,
            lambda one: arranging.with_question(one, value, section=form.section),
        )
    except InvalidValueError as error:
        form.note(error)
        return _question_page(request, town, row, form, status=422)
    return _done(request, town, questionnaire, _("Die Frage ist angelegt."), f"question-{value.id}")


@_GET_AND_POST
@staff_page(Role.EDITOR)
def question_edit(request: HttpRequest, *, town: Town, questionnaire: str, question: str) -> HttpResponse:
    """A question with what is noticed about it; changed, given another kind, or removed."""
    row = draft_or_404(town, questionnaire)
    before = _question_of(row.value, question)
    if before is None:
        raise Http404
    go = request.POST.get("go", "")
    if request.method != "POST":
        kind = request.GET.get("kind") or before.kind
        form = QuestionForm(row.value, _kind_or_404(kind), before=before)
        return _question_page(request, town, row, form)
    if go == "remove":
        return _removed(request, town, row, before)
    kind = _kind_or_404(request.POST.get("kind") or before.kind)
    if (rows := pressed_rows(typed(request.POST), go)) is not None:
        return _question_page(request, town, row, QuestionForm(row.value, kind, before=before, shown=rows))
    form = QuestionForm(row.value, kind, before=before, typed=request.POST)
    value = form.value()
    if value is None:
        return _question_page(request, town, row, form, status=422)
    return _saved(request, town, row, form, value)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def section_new(request: HttpRequest, *, town: Town, questionnaire: str) -> HttpResponse:
    """A new section after the others."""
    row = draft_or_404(town, questionnaire)
    return _section(request, town, row, None)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def section_edit(request: HttpRequest, *, town: Town, questionnaire: str, section: str) -> HttpResponse:
    """A section, changed or removed."""
    row = draft_or_404(town, questionnaire)
    before = _section_of(row.value, section)
    if before is None:
        raise Http404
    if request.POST.get("go") != "remove":
        return _section(request, town, row, before)
    try:
        editing.change_draft(
            town, person_of(request), questionnaire, lambda one: arranging.without_section(one, section),
            part=lambda one: _section_of(one, section), seen=version_of(request.POST.get("version")),
        )  # fmt: skip
    except ChangedMeanwhileError:
        messages.warning(request, _("Jemand hat den Abschnitt inzwischen geändert. Er ist noch da."))
        return redirect("participation:section_edit", town=town.id, questionnaire=questionnaire, section=section)
    return _done(request, town, questionnaire, _("Der Abschnitt ist entfernt, seine Fragen sind noch da."))


def _saved(
    request: HttpRequest, town: Town, row: QuestionnaireDraft, form: QuestionForm, value: Question
) -> HttpResponse:
    stored = _question_of(row.value, value.id)
    assert stored is not None
    saving = Saving(request, town, row.identifier, part=lambda one: _question_of(one, value.id))
    try:
        chosen = with_parts_of(value, stored, taken(request.POST))
        saving.save(lambda one: _in_section(arranging.with_changed_question(one, chosen), chosen, form.section))
    except ChangedMeanwhileError:
        now = draft_or_404(town, row.identifier).value
        theirs = _question_of(now, value.id)
        if theirs is None:
            raise Http404 from None
        found = differing(value, theirs, _OF_QUESTIONS, now)
        return conflict_page(
            request, town, now, found, mark=editing.mark_of(theirs), back="question_edit", question=value.id
        )
    except InvalidValueError as error:
        form.note(error)
        return _question_page(request, town, row, form, status=422)
    return _done(request, town, row.identifier, _("Die Frage ist gespeichert."), f"question-{value.id}")


def _in_section(value: Questionnaire, question: Question, section: str) -> Questionnaire:
    """The question in the section that was chosen; one that is gone meanwhile leaves it where it is."""
    if _section_of(value, section) is None:
        return value
    return arranging.with_question_in_section(value, question.id, section)


def _removed(request: HttpRequest, town: Town, row: QuestionnaireDraft, before: Question) -> HttpResponse:
    seen = version_of(request.POST.get("version"))
    try:
        editing.change_draft(
            town, person_of(request), row.identifier, lambda one: arranging.without_question(one, before.id),
            part=lambda one: _question_of(one, before.id), seen=seen,
        )  # fmt: skip
    except ChangedMeanwhileError:
        messages.warning(request, _("Jemand hat die Frage inzwischen geändert. Sie ist noch da."))
        return redirect(
            "participation:question_edit", town=town.id, questionnaire=row.identifier, question=before.id
        )  # fmt: skip
    except InvalidValueError as error:
        form = QuestionForm(row.value, before.kind, before=before)
        needed = _("Eine Bedingung braucht diese Frage noch (%(where)s).") % {"where": error.field}
        return _question_page(request, town, row, form, refused=needed, status=422)
    return _done(request, town, row.identifier, _("Die Frage ist entfernt."))


def _section(request: HttpRequest, town: Town, row: QuestionnaireDraft, before: Section | None) -> HttpResponse:
    """The form of a section, sent or not."""
    value = row.value
    place = len(value.questions) if before is None else _questions_before(value, before)
    tree = None if before is None else before.shown_if
    texts = {} if before is None else {**text_entries("title", before.title), **text_entries("text", before.text)}
    rows = pressed_rows(typed(request.POST), request.POST.get("go", ""))
    is_sent = request.method == "POST" and rows is None
    shown = rows or (typed(request.POST) if is_sent else {**texts, **condition_entries(tree)})
    data = request.POST if is_sent else None
    form = SectionForm(data) if is_sent else SectionForm(initial=shown)
    condition = ConditionForm(value.questions[:place], tree, typed=data, shown=shown, computed=_computed(value))
    if not is_sent:
        return _section_page(request, town, row, before, form, condition)
    forms = (form, *condition.forms)
    shown_if = condition.expression() if not any(sorted(not one.is_valid() for one in forms)) else None
    if any(one.errors for one in forms):
        return _section_page(request, town, row, before, form, condition, status=422)
    changes = {**form.changes(before), "shown_if": shown_if}
    if before is None:
        name = arranging.new_id("s", (one.id for one in value.sections))
        new = Section(name, questions=(), **changes)
        editing.change_draft(town, person_of(request), row.identifier, lambda one: arranging.with_section(one, new))
        return _done(request, town, row.identifier, _("Der Abschnitt ist angelegt."), f"section-{name}")
    return _saved_section(request, town, row, before, changes)


def _saved_section(
    request: HttpRequest, town: Town, row: QuestionnaireDraft, before: Section, changes: dict[str, object]
) -> HttpResponse:
    saving = Saving(request, town, row.identifier, part=lambda one: _section_texts(one, before.id))
    mine = saving.with_theirs(changes, before)

    def edit(value: Questionnaire) -> Questionnaire:
        now = _section_of(value, before.id)
        assert now is not None  # its mark was compared
        return arranging.with_changed_section(value, replace(now, **mine))

    try:
        saving.save(edit)
    except ChangedMeanwhileError:
        now = draft_or_404(town, row.identifier).value
        theirs = _section_texts(now, before.id)
        if theirs is None:
            raise Http404 from None
        found = differing(replace(theirs, **changes), theirs, _OF_SECTIONS, now)  # type: ignore[arg-type]  # by name
        return conflict_page(
            request, town, now, found, mark=editing.mark_of(theirs), back="section_edit", section=before.id
        )
    return _done(request, town, row.identifier, _("Der Abschnitt ist gespeichert."), f"section-{before.id}")


def _question_page(
    request: HttpRequest,
    town: Town,
    row: QuestionnaireDraft,
    form: QuestionForm,
    *,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    before, value = form.before, row.value
    heading = _("Neue Frage") if before is None else told(before.text) or before.id
    context = {
        "town": town,
        "questionnaire": value,
        "form": form,
        **{f"{name}_texts": form.texts(name) for name in ("hint", "guidance", "name", "other")},
        "question_texts": form.texts("text"),
        "question": before,
        "kind": form.kind.value,
        "kind_words": KIND_WORDS[form.kind],
        "kinds": [(kind.value, words) for kind, words in KIND_WORDS.items()],
        "heading": heading,
        "refused": refused,
        "version": request.POST.get("version") or editing.mark_of(before),
        "advice": [] if before is None else advice_by_question(value).get(before.id, ()),
        "languages": LANGUAGE_WORDS,
        "condition_words": _told_condition(form.condition, before, value),
        "conditions": {} if before is None else conditions_of_parts(before, value),
        "pipes": [(f"{{{{{one.id}}}}}", told(one.text)) for one in form.earlier if one.is_answered],
        "computed_pipes": [f"{{{{{one.id}}}}}" for one in value.computed],
        "faults": error_summary(*form.forms)["faults"],
        "crumbs": crumbs(town, value, heading),
    }
    return render(request, "participation/editor/question.html", context, status=status)


def _section_page(
    request: HttpRequest,
    town: Town,
    row: QuestionnaireDraft,
    before: Section | None,
    form: SectionForm,
    condition: ConditionForm,
    *,
    status: int = 200,
) -> HttpResponse:
    heading = _("Neuer Abschnitt") if before is None else told(before.title) or before.id
    seen = None if before is None else _section_texts(row.value, before.id)
    context = {
        "town": town,
        "questionnaire": row.value,
        "form": form,
        "takes_up": before is None and not row.value.sections and len(row.value.questions),
        "condition": condition,
        "condition_words": _told_condition(condition, before, row.value),
        "section": before,
        "heading": heading,
        "version": request.POST.get("version") or editing.mark_of(seen),
        "whole_version": editing.mark_of(before),
        "faults": error_summary(form, *condition.forms)["faults"],
        "crumbs": crumbs(town, row.value, heading),
    }
    return render(request, "participation/editor/section.html", context, status=status)


def _told_condition(form: ConditionForm, holder: Question | Section | None, value: Questionnaire) -> str:
    """A condition that is more than a list of claims, in words."""
    if form.is_simple or holder is None or holder.shown_if is None:
        return ""
    return condition_words(holder.shown_if, value, reader_language())


def _done(request: HttpRequest, town: Town, version: str, words: str, anchor: str = "") -> HttpResponse:
    messages.success(request, words)
    address = reverse("participation:questionnaire", args=[town.id, version])
    return redirect(f"{address}#{anchor}" if anchor else address)


def _kind_or_404(kind: str) -> QuestionKind:
    if kind not in set(QuestionKind):
        raise Http404
    return QuestionKind(kind)


def _question_of(value: Questionnaire, question: str) -> Question | None:
    return next((one for one in value.questions if one.id == question), None)


def _section_of(value: Questionnaire, section: str) -> Section | None:
    return next((one for one in value.sections if one.id == section), None)


def _section_texts(value: Questionnaire, section: str) -> Section | None:
    """A section without its questions: moving one does not disturb whoever writes the title."""
    found = _section_of(value, section)
    return None if found is None else replace(found, questions=())


def _questions_before(value: Questionnaire, section: Section) -> int:
    return sum(len(one.questions) for one in value.sections[: value.sections.index(section)])


def _computed(value: Questionnaire) -> tuple[str, ...]:
    return tuple(one.id for one in value.computed)
