"""Staff pages: when an answer or a row is shown, computed values, quotas of a draft."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitplanke.kernel.faults import InvalidValueError
from leitplanke.participation import arranging
from leitplanke.participation.arranging import PartKind
from leitplanke.participation.calculations import calculation_words
from leitplanke.participation.conditions import condition_words
from leitplanke.participation.model import Computed, Expression, Item, Option, Questionnaire, Quota
from leitplanke.participation.quotas import countable
from leitplanke_web.design.templatetags.design import error_summary
from leitplanke_web.participation.actions import editing
from leitplanke_web.participation.forms.computed import ComputedForm
from leitplanke_web.participation.forms.condition import ConditionForm
from leitplanke_web.participation.forms.question_rows import noted
from leitplanke_web.participation.forms.quota import QuotaForm
from leitplanke_web.participation.mapping.question_entries import condition_entries, pressed_rows, text_entries, typed
from leitplanke_web.participation.mapping.question_words import differing, reader_language
from leitplanke_web.participation.models import QuestionnaireDraft
from leitplanke_web.participation.views.editor_pages import Saving, conflict_page, crumbs, draft_or_404
from leitplanke_web.towns.form_fields import told
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.permissions import staff_page
from leitplanke_web.towns.versions import ChangedMeanwhileError

_GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])
P = TypeVar("P", bound=Computed | Quota)
_NAMES: Mapping[PartKind, str] = {"options": "option_condition", "items": "item_condition"}


@_GET_AND_POST
@staff_page(Role.EDITOR)
def part_condition(
    request: HttpRequest, *, town: Town, questionnaire: str, question: str, kind: PartKind, part: str
) -> HttpResponse:
    """When an answer, or a row of a table, is shown."""
    row = draft_or_404(town, questionnaire)
    found = _part(row.value, question, kind, part)
    if found is None:
        raise Http404
    form = _condition(request, row.value, found.shown_if, before=question)
    heading = _("Wann erscheint „%(words)s“?") % {"words": told(found.text) or found.id}
    page = _Page(request, town, row, heading, f"question-{question}")
    if not page.is_sent:
        return page.condition(form, found)
    shown_if = form.expression() if all([one.is_valid() for one in form.forms]) else None  # noqa: C419 - all are checked
    if any(one.errors for one in form.forms):
        return page.condition(form, found, status=422)
    saving = Saving(request, town, questionnaire, part=lambda one: _part(one, question, kind, part))
    chosen = saving.with_theirs({"shown_if": shown_if}, found)["shown_if"]
    try:
        saving.save(lambda one: arranging.with_condition_of_part(one, question, kind, part, chosen))
    except ChangedMeanwhileError:
        now = draft_or_404(town, questionnaire).value
        theirs = _part(now, question, kind, part)
        mine = replace(found, shown_if=shown_if)
        return page.conflict(mine, theirs, now, _NAMES[kind], question=question, part=part)
    return page.done(_("Die Bedingung ist gespeichert."))


@_GET_AND_POST
@staff_page(Role.EDITOR)
def computed_new(request: HttpRequest, *, town: Town, questionnaire: str) -> HttpResponse:
    """A new computed value."""
    return _computed(request, town, draft_or_404(town, questionnaire), None)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def computed_edit(request: HttpRequest, *, town: Town, questionnaire: str, value: str) -> HttpResponse:
    """A computed value, changed or removed."""
    row = draft_or_404(town, questionnaire)
    before = _one_of(row.value.computed, value)
    if before is None:
        raise Http404
    return _computed(request, town, row, before)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def quota_new(request: HttpRequest, *, town: Town, questionnaire: str) -> HttpResponse:
    """A new quota."""
    return _quota(request, town, draft_or_404(town, questionnaire), None)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def quota_edit(request: HttpRequest, *, town: Town, questionnaire: str, quota: str) -> HttpResponse:
    """A quota, changed or removed."""
    row = draft_or_404(town, questionnaire)
    before = _one_of(row.value.quotas, quota)
    if before is None:
        raise Http404
    return _quota(request, town, row, before)


def _computed(request: HttpRequest, town: Town, row: QuestionnaireDraft, before: Computed | None) -> HttpResponse:
    heading = _("Neuer berechneter Wert") if before is None else before.id
    page = _Page(request, town, row, heading, "values")
    if before is not None and page.go == "remove":
        return page.removed(before, arranging.without_computed, _("Der Wert ist entfernt."))
    rows = pressed_rows(typed(request.POST), page.go) if page.is_posted else None
    form = ComputedForm(row.value, before=before, typed=request.POST if page.is_sent else None, shown=rows)
    value = form.value() if page.is_sent else None
    if value is None or (before is None and _is_taken(row.value, value, form.main)):
        return page.computed(form, status=422 if page.is_sent else 200)
    saving = Saving(request, town, row.identifier, part=lambda one: before and _one_of(one.computed, before.id))
    chosen = Computed(value.id, saving.with_theirs({"value": value.value}, before)["value"])
    try:
        saving.save(lambda one: arranging.with_computed(one, chosen))
    except ChangedMeanwhileError:
        now = draft_or_404(town, row.identifier).value
        return page.conflict(value, _one_of(now.computed, value.id), now, "computed_edit", value=value.id)
    except InvalidValueError as error:
        noted(form.main, error, "way")
        return page.computed(form, status=422)
    return page.done(_("Der Wert ist gespeichert."))


def _quota(request: HttpRequest, town: Town, row: QuestionnaireDraft, before: Quota | None) -> HttpResponse:
    heading = _("Neue Quote") if before is None else before.id
    page = _Page(request, town, row, heading, "values")
    if before is not None and page.go == "remove":
        return page.removed(before, arranging.without_quota, _("Die Quote ist entfernt."))
    texts = {} if before is None else {"most": str(before.most), **text_entries("message", before.message)}
    form = QuotaForm(
        request.POST if page.is_sent else None, initial=typed(request.POST) or texts, is_new=before is None
    )
    tree = None if before is None else before.counts_if
    condition = _condition(request, row.value, tree, only=countable(row.value))
    value = _quota_value(row.value, form, condition, before) if page.is_sent else None
    if value is None:
        return page.quota(form, condition, before, status=422 if page.is_sent else 200)
    saving = Saving(request, town, row.identifier, part=lambda one: before and _one_of(one.quotas, before.id))
    fields = ("counts_if", "most", "message")
    mine = saving.with_theirs({name: getattr(value, name) for name in fields}, before)
    try:
        saving.save(lambda one: arranging.with_quota(one, replace(value, **mine)))
    except ChangedMeanwhileError:
        now = draft_or_404(town, row.identifier).value
        return page.conflict(value, _one_of(now.quotas, value.id), now, "quota_edit", quota=value.id)
    return page.done(_("Die Quote ist gespeichert."))


def _quota_value(
    questionnaire: Questionnaire, form: QuotaForm, condition: ConditionForm, before: Quota | None
) -> Quota | None:
    """The quota; None with what is wrong noted."""
    if not all([one.is_valid() for one in (form, *condition.forms)]):  # noqa: C419 - all are checked
        return None
    counts_if = condition.expression()
    if any(one.errors for one in condition.forms):
        return None
    if counts_if is None:
        form.add_error(None, _("Wer zählt? Fügen Sie mindestens eine Bedingung hinzu."))
        return None
    taken = [one.id for one in questionnaire.quotas]
    name = before.id if before is not None else form.cleaned_data["id"] or arranging.new_id("quote", taken)
    if before is None and name in taken:
        form.add_error("id", _("Diesen Namen gibt es schon. Wählen Sie einen anderen."))
        return None
    try:
        return form.quota(name, counts_if, before)
    except InvalidValueError as error:
        noted(form, error)
        return None


def _is_taken(questionnaire: Questionnaire, value: Computed, form: forms.Form) -> bool:
    """Whether the name of a new value is one that another value or question has; noted if so."""
    names = {*(one.id for one in questionnaire.questions), *(one.id for one in questionnaire.computed)}
    if value.id in names:
        form.add_error("id", _("Diesen Namen gibt es schon. Wählen Sie einen anderen."))
    return value.id in names


class _Page:
    """One request about a part of a draft, and its answers."""

    def __init__(self, request: HttpRequest, town: Town, row: QuestionnaireDraft, heading: str, anchor: str) -> None:
        self.request, self.town, self.row, self.heading, self.anchor = request, town, row, heading, anchor

    @property
    def go(self) -> str:
        """The button that was pressed."""
        return self.request.POST.get("go", "") if self.is_posted else ""

    @property
    def is_posted(self) -> bool:
        """Whether a form was sent at all."""
        return self.request.method == "POST"

    @property
    def is_sent(self) -> bool:
        """Whether it is to be stored, not only to get or lose a row."""
        return self.is_posted and pressed_rows(typed(self.request.POST), self.go) is None

    def condition(self, form: ConditionForm, holder: Option | Item, *, status: int = 200) -> HttpResponse:
        """The page of an answer's condition."""
        words = self._told(form, holder.shown_if)
        more = {"condition": form, "condition_words": words, "is_row": isinstance(holder, Item)}
        return self._shown("part_condition", holder, more, form.forms, status)

    def computed(self, form: ComputedForm, *, status: int = 200) -> HttpResponse:
        """The page of a computed value."""
        before = form.before
        words = "" if before is None else calculation_words(before.value, self.row.value, reader_language())
        return self._shown("computed", before, {"form": form, "value_words": words}, form.forms, status)

    def quota(self, form: QuotaForm, condition: ConditionForm, before: Quota | None, *, status: int) -> HttpResponse:
        """The page of a quota."""
        words = self._told(condition, None if before is None else before.counts_if)
        more = {"form": form, "condition": condition, "condition_words": words}
        return self._shown("quota", before, more, [form, *condition.forms], status)

    def conflict(
        self, mine: object, theirs: object | None, now: Questionnaire, back: str, **parts: str
    ) -> HttpResponse:
        """Both versions; 404 where the other is gone."""
        if theirs is None:
            raise Http404
        names = [name for name in ("shown_if", "value", "counts_if", "most", "message") if hasattr(mine, name)]
        found = differing(mine, theirs, names, now)
        return conflict_page(self.request, self.town, now, found, mark=editing.mark_of(theirs), back=back, **parts)

    def removed(
        self, before: Computed | Quota, without: Callable[[Questionnaire, str], Questionnaire], words: str
    ) -> HttpResponse:
        """Without the part, unless something needs it or somebody changed it."""
        saving = Saving(self.request, self.town, self.row.identifier, part=lambda one: _again(one, before))
        try:
            saving.save(lambda one: without(one, before.id))
        except ChangedMeanwhileError:
            messages.warning(self.request, _("Jemand hat das inzwischen geändert. Es ist noch da."))
        except InvalidValueError as error:
            words = _("Das lässt sich nicht entfernen: %(where)s braucht es noch. Ändern Sie das zuerst.")
            messages.error(self.request, words % {"where": error.field})
        else:
            messages.success(self.request, words)
        return redirect(self._back)

    def done(self, words: str) -> HttpResponse:
        """Stored."""
        messages.success(self.request, words)
        return redirect(self._back)

    @property
    def _back(self) -> str:
        address = reverse("participation:questionnaire", args=[self.town.id, self.row.identifier])
        return f"{address}#{self.anchor}"

    def _told(self, form: ConditionForm, tree: Expression | None) -> str:
        is_told = not form.is_simple and tree is not None
        return condition_words(tree, self.row.value, reader_language()) if is_told and tree is not None else ""

    def _shown(
        self,
        template: str,
        before: object | None,
        more: Mapping[str, object],
        parts: Iterable[forms.Form],
        status: int,
    ) -> HttpResponse:
        context = {
            "town": self.town,
            "questionnaire": self.row.value,
            "before": before,
            "heading": self.heading,
            "back": self._back,
            "version": self.request.POST.get("version") or editing.mark_of(before),
            "faults": error_summary(*parts)["faults"],
            "crumbs": crumbs(self.town, self.row.value, self.heading),
            **more,
        }
        return render(self.request, f"participation/editor/{template}.html", context, status=status)


def _condition(
    request: HttpRequest,
    value: Questionnaire,
    tree: Expression | None,
    *,
    before: str = "",
    only: Collection[str] | None = None,
) -> ConditionForm:
    """The form of a condition over the questions before one, or over all; of values and questions maybe only some."""
    names = [one.id for one in value.questions]
    place = names.index(before) if before else len(names)
    rows = pressed_rows(typed(request.POST), request.POST.get("go", ""))
    is_sent = request.method == "POST" and rows is None
    shown = rows or (typed(request.POST) if is_sent else condition_entries(tree))
    offered = None if only is None else {*only, *(() if tree is None else tree.references)}
    questions = [one for one in value.questions[:place] if offered is None or one.id in offered]
    computed = tuple(one.id for one in value.computed if offered is None or one.id in offered)
    data = request.POST if is_sent else None
    return ConditionForm(questions, tree, typed=data, shown=shown, computed=computed)


def _part(value: Questionnaire, question: str, kind: PartKind, part: str) -> Option | Item | None:
    try:
        return arranging.part_of(value, question, kind, part)
    except KeyError:
        return None


def _again(value: Questionnaire, before: Computed | Quota) -> Computed | Quota | None:
    """The same part as it is now."""
    if isinstance(before, Computed):
        return _one_of(value.computed, before.id)
    return _one_of(value.quotas, before.id)


def _one_of(parts: tuple[P, ...], name: str) -> P | None:
    return next((one for one in parts if one.id == name), None)
