"""Staff pages of priorities: what comes first by what is entered, and entering it by hand or by files."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitplanke.kernel.faults import FaultyInputError, InvalidValueError
from leitplanke.kernel.texts import Language, Text
from leitplanke.participation.meeting.templates import GROUPS
from leitplanke.strategy.model import Measure, MeasureState
from leitplanke.strategy.priority_criteria import default_criteria
from leitplanke.strategy.priority_model import PriorityEntries
from leitplanke_web.design.templatetags.design import error_summary
from leitplanke_web.participation.queries import audience_names
from leitplanke_web.strategy import actions
from leitplanke_web.strategy.forms.priorities import (
    FILES,
    BudgetForm,
    Change,
    DecisionForm,
    FilesForm,
    PartForm,
    ScoresForm,
    WeightsForm,
    told_decision,
    told_scores,
    told_weights,
)
from leitplanke_web.strategy.forms.room import ROOM
from leitplanke_web.strategy.queries import measure_values, priorities_row
from leitplanke_web.strategy.ranking import computed
from leitplanke_web.towns.form_fields import refusal, told
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.people import person_of
from leitplanke_web.towns.permissions import staff_page
from leitplanke_web.towns.versions import (
    ChangedMeanwhileError,
    Difference,
    carried,
    last_change,
    taken,
    version_of,
)

_GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])
_CLOSED = frozenset({MeasureState.DONE, MeasureState.REJECTED})
_MOST_FAULTS = 20


@dataclass(frozen=True, slots=True)
class _Page:
    """The page of one part: `part` is its name in the log, `lines` tell what is entered of it."""

    part: str
    title: str
    template: str
    lines: Callable[[PriorityEntries], list[str]]
    explanation: Text | None = None


@require_safe
@staff_page(Role.EDITOR)
def priorities(request: HttpRequest, *, town: Town) -> HttpResponse:
    """What comes first by each method and for each audience, how firm that is, and ways to change what it rests on."""
    entries, version = entered(town)
    audiences = audiences_of(town, entries)
    budget = BudgetForm(request.GET if "budget" in request.GET else None)
    cents = budget.cents()
    body, missing = _result(entries, measure_values(town), audiences, cents)
    weighted = {one.audience: one for one in entries.weights}
    context = {
        "town": town,
        "is_empty": version == 0,
        "body": body,
        "missing": missing,
        "budget": budget,
        "audiences": [(name, words, weighted.get(name)) for name, words in audiences.items()],
        "criteria": [(one, sum(score.criterion == one.id for score in entries.scores)) for one in entries.criteria],
        "places": len(entries.decision),
    }
    return render(request, "strategy/priorities.html", context)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def priority_files(request: HttpRequest, *, town: Town) -> HttpResponse:
    """All that is entered as files, to be taken out and brought in again."""
    if request.method != "POST":
        return _files_page(request, town, FilesForm())
    form = FilesForm(request.POST, request.FILES)
    contents = form.contents() if form.is_valid() else {}
    if not contents:
        return _files_page(request, town, form, status=422)
    from leitplanke.exchange.priority_files import entries_files, read_entries  # noqa: PLC0415 - numpy behind it

    known = [one.id for one in measure_values(town)]
    try:
        actions.change_priorities(
            town,
            person_of(request),
            lambda entries: read_entries({**entries_files(entries), **contents}, measures=known),
            seen_version=version_of(request.POST.get("version")),
            part=", ".join(sorted(contents)),
        )
    except FaultyInputError as error:
        for fault in error.faults[:_MOST_FAULTS]:
            form.add_error("files", fault.in_language(_language()))
        return _files_page(request, town, form, status=422)
    except ChangedMeanwhileError:
        words = (
            _("Inzwischen hat jemand anders gespeichert; nichts ist überschrieben."),
            _("Sehen Sie nach, was sich geändert hat, und laden Sie dann noch einmal hoch."),
        )
        form.add_error("files", " ".join(words))
        return _files_page(request, town, form, status=HTTPStatus.CONFLICT)
    messages.success(request, _("Die Dateien sind übernommen."))
    return redirect("strategy:priorities", town=town.id)


@require_safe
@staff_page(Role.EDITOR)
def priority_file(request: HttpRequest, *, town: Town, file: str) -> HttpResponse:  # noqa: ARG001 - Django's
    """One of the files, in the form in which it is brought in."""
    from leitplanke.exchange.priority_files import entries_files  # noqa: PLC0415 - numpy behind it

    entries, _version = entered(town)
    found = entries_files(entries).get(file)
    if found is None:
        raise Http404
    response = HttpResponse(found, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return response


@_GET_AND_POST
@staff_page(Role.EDITOR)
def priority_weights(request: HttpRequest, *, town: Town, audience: str) -> HttpResponse:
    """How much each criterion counts for one audience."""
    entries, version = entered(town)
    names = audiences_of(town, entries)
    if audience not in names:
        raise Http404
    form = WeightsForm(request.POST if request.method == "POST" else None, audience=audience, entries=entries)
    title = _("Gewichte: %(name)s") % {"name": told(names[audience])}
    page = _Page(f"weights.csv {audience}", title, "weights", partial(told_weights, audience=audience))
    return _part(request, town, form, page, version=version)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def priority_scores(request: HttpRequest, *, town: Town, criterion: str) -> HttpResponse:
    """How each measure does on one criterion."""
    entries, version = entered(town)
    found = next((one for one in entries.criteria if one.id == criterion), None)
    if found is None:
        raise Http404
    measures = {one.id: one.title for one in measure_values(town) if one.state not in _CLOSED and not one.is_mandatory}
    form = ScoresForm(
        request.POST if request.method == "POST" else None, criterion=found, measures=measures, entries=entries
    )
    title = _("Bewertungen: %(name)s") % {"name": told(found.name)}
    lines = partial(told_scores, criterion=criterion)
    page = _Page(f"scores.csv {criterion}", title, "scores", lines, found.explanation)
    return _part(request, town, form, page, version=version)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def priority_decision(request: HttpRequest, *, town: Town) -> HttpResponse:
    """Which places people gave, and why."""
    entries, version = entered(town)
    measures = {one.id: one.title for one in measure_values(town)}
    form = DecisionForm(request.POST if request.method == "POST" else None, measures=measures, entries=entries)
    page = _Page("decision.csv", _("Entscheidung"), "decision", told_decision)
    return _part(request, town, form, page, version=version)


def _part(request: HttpRequest, town: Town, form: PartForm, page: _Page, *, version: int) -> HttpResponse:
    """Show the form of a part, or save what it makes of all that is entered."""
    seen = version_of(request.POST.get("version")) if request.method == "POST" else version
    context = {
        "town": town,
        "form": form,
        "title": page.title,
        "explanation": page.explanation,
        "version": seen,
        "crumbs": _crumbs(town, page.title),
    }
    template = f"strategy/priorities_{page.template}.html"
    if request.method != "POST":
        return render(request, template, context)
    if seen == version and taken(request.POST):
        messages.success(request, _("Die gespeicherte Fassung bleibt."))
        return redirect("strategy:priorities", town=town.id)
    change = form.change() if form.is_valid() else None
    if change is not None:
        try:
            actions.change_priorities(town, person_of(request), change, seen_version=seen, part=page.part)
        except ChangedMeanwhileError:
            return _conflict_page(request, town, page, change)
        except InvalidValueError as error:
            form.add_error(None, refusal(error.problem, error.remedy))
        else:
            messages.success(request, _("Die Prioritäten sind gespeichert."))
            return redirect("strategy:priorities", town=town.id)
    context["faults"] = error_summary(form)["faults"]
    return render(request, template, context, status=422)


def _conflict_page(request: HttpRequest, town: Town, page: _Page, change: Change) -> HttpResponse:
    """Both versions side by side, the lines that differ; the form carries what was typed."""
    stored, version = entered(town)
    mine, theirs = page.lines(change(stored)), page.lines(stored)
    only_mine, only_theirs = [one for one in mine if one not in theirs], [one for one in theirs if one not in mine]
    context = {
        "subject": page.title,
        "last": last_change(town, deeds=("priorities.changed",), subject=page.part),
        "entries": carried(request.POST, versions={"version": version}),
        "differences": [Difference("part", page.title, only_mine, only_theirs)],
        "back": reverse("strategy:priorities", args=[town.id]),
        "crumbs": _crumbs(town, page.title),
    }
    return render(request, "towns/conflict.html", context, status=HTTPStatus.CONFLICT)


def _files_page(request: HttpRequest, town: Town, form: FilesForm, *, status: int = 200) -> HttpResponse:
    from leitplanke.exchange.priority_files import entries_files  # noqa: PLC0415 - numpy behind it

    entries, version = entered(town)
    there = entries_files(entries)
    context = {
        "town": town,
        "form": form,
        "version": version,
        "files": [name for name in FILES if name in there],
        "faults": error_summary(form)["faults"],
        "crumbs": _crumbs(town, _("Dateien")),
    }
    return render(request, "strategy/priorities_files.html", context, status=status)


def entered(town: Town) -> tuple[PriorityEntries, int]:
    """What is entered, and its version; the default criteria and 0 where nothing is."""
    row = priorities_row(town)
    return (PriorityEntries(default_criteria()), 0) if row is None else (row.value, row.version)


def audiences_of(town: Town, entries: PriorityEntries) -> dict[str, Text]:
    """Whom the town asks, and who else has weights."""
    words = {
        **{group.id: group.name for group in GROUPS},
        ROOM: Text("Alle in der Werkstatt", "Everybody in the workshop"),
    }
    found = {one.audience: words.get(one.audience, Text(one.audience)) for one in entries.weights}
    return {**found, **audience_names(town)}


def _result(
    entries: PriorityEntries, measures: tuple[Measure, ...], audiences: Mapping[str, Text], budget_cents: int | None
) -> tuple[SafeString, str]:
    """The sections, or what is missing for them."""
    from leitplanke.exchange.priority_files import priority_table  # noqa: PLC0415 - numpy behind it
    from leitplanke.report.decision import priority_sections  # noqa: PLC0415 - likewise

    try:
        table = priority_table(entries, measures)
    except InvalidValueError as error:
        return SafeString(""), f"{told(error.problem)} {told(error.remedy)}"
    found = computed(table, budget_cents=budget_cents)
    body = priority_sections(found, table=table, audiences=audiences, language=_language())
    return mark_safe(body), ""  # noqa: S308 - the report escapes what people wrote


def _language() -> Language:
    return Language.EN if (get_language() or "de").startswith("en") else Language.DE


def _crumbs(town: Town, last: str) -> tuple[tuple[str, str | None], ...]:
    return ((_("Prioritäten"), reverse("strategy:priorities", args=[town.id])), (last, None))
