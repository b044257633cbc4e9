"""Staff pages: overall goals of the town, digital goals, and how strongly what serves which."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from leitplanke.exchange.listings.overall_goals import OVERALL_GOAL_COLUMNS, read_overall_goals
from leitplanke.exchange.listings.reading import Listing, Mapped, Read
from leitplanke.report.words import STRENGTH
from leitplanke.strategy.contribution import contribution_rows
from leitplanke.strategy.model import OverallGoal
from leitplanke_web.strategy import actions
from leitplanke_web.strategy.forms.contribution import ContributionForm
from leitplanke_web.strategy.forms.parts import DigitalGoalForm, OverallGoalForm
from leitplanke_web.strategy.queries import (
    direction_row,
    field_values,
    goal_values,
    measure_values,
    overall_goal_values,
)
from leitplanke_web.strategy.shown import strengths_of, what_needs_it
from leitplanke_web.strategy.views.listings import ListPages, list_page, list_template_file
from leitplanke_web.towns.actions.parts import change_part
from leitplanke_web.towns.form_fields import told
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.people import person_of
from leitplanke_web.towns.permissions import staff_page
from leitplanke_web.towns.questions import FlawedTownError
from leitplanke_web.towns.versions import ChangedMeanwhileError, seen_version, taken, version_of
from leitplanke_web.towns.views.part import PartKind, conflict_page, crumbs, drop_part, edit_part, new_part, part_or_404

PER_PAGE = 50
_GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])
_OVERALL = PartKind(
    deeds=actions.OVERALL_GOALS,
    form=OverallGoalForm,
    home="strategy:goals",
    edit="strategy:overall_goal_edit",
    remove="strategy:overall_goal_remove",
    title=gettext_lazy("Ziele"),
    new=gettext_lazy("Neues Gesamtziel"),
    saved=gettext_lazy("Das Gesamtziel ist gespeichert."),
    gone=gettext_lazy("Das Gesamtziel ist entfernt."),
    called=lambda one: one.title,
    references=what_needs_it,
)
_DIGITAL = PartKind(
    deeds=actions.GOALS,
    form=DigitalGoalForm,
    home="strategy:goals",
    edit="strategy:goal_edit",
    remove="strategy:goal_remove",
    title=gettext_lazy("Ziele"),
    new=gettext_lazy("Neues Digitalziel"),
    saved=gettext_lazy("Das Digitalziel ist gespeichert."),
    gone=gettext_lazy("Das Digitalziel ist entfernt."),
    called=lambda one: one.title,
    references=what_needs_it,
    after_new="strategy:goal_serves",
)


@require_safe
@staff_page(Role.EDITOR)
def goals(request: HttpRequest, *, town: Town) -> HttpResponse:
    """Overall goals with their sources, digital goals with how they are measured; what is missing is said."""
    digital = goal_values(town)
    serving = Counter(link.overall_goal for one in digital for link in one.serves)
    given = measure_values(town)
    measures = Counter(part.goal for one in given for part in one.contributions)
    in_field = Counter(one.field for one in given)
    context = {
        "town": town,
        "direction": direction_row(town),
        "fields": [(one, in_field[one.id]) for one in field_values(town)],
        "overall": [(one, serving[one.id]) for one in overall_goal_values(town)],
        "digital": [(one, measures[one.id]) for one in digital],
    }
    return render(request, "strategy/goals.html", context)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def overall_goal_new(request: HttpRequest, *, town: Town) -> HttpResponse:
    """An empty overall goal."""
    return new_part(request, town, _OVERALL)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def overall_goal_edit(request: HttpRequest, *, town: Town, overall_goal: str) -> HttpResponse:
    """An overall goal and its source."""
    return edit_part(request, town, _OVERALL, overall_goal)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def overall_goal_remove(request: HttpRequest, *, town: Town, overall_goal: str) -> HttpResponse:
    """Ask, then remove an overall goal that nothing serves."""
    return drop_part(request, town, _OVERALL, overall_goal)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def overall_goal_list(request: HttpRequest, *, town: Town) -> HttpResponse:
    """Overall goals out of a table."""
    return list_page(request, town, _LIST)


@require_safe
@staff_page(Role.EDITOR)
def overall_goal_template(_request: HttpRequest, *, town: Town) -> HttpResponse:
    """An empty table for overall goals."""
    return list_template_file(town, _LIST)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def goal_new(request: HttpRequest, *, town: Town) -> HttpResponse:
    """An empty digital goal; what it serves comes next."""
    return new_part(request, town, _DIGITAL)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def goal_edit(request: HttpRequest, *, town: Town, goal: str) -> HttpResponse:
    """A digital goal: its indicator, baseline and target."""
    return edit_part(request, town, _DIGITAL, goal)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def goal_remove(request: HttpRequest, *, town: Town, goal: str) -> HttpResponse:
    """Ask, then remove a digital goal to which no measure contributes."""
    return drop_part(request, town, _DIGITAL, goal)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def goal_serves(request: HttpRequest, *, town: Town, goal: str) -> HttpResponse:
    """How strongly one digital goal serves each overall goal, and who says so."""
    row, overall = part_or_404(town, _DIGITAL, goal), overall_goal_values(town)
    if request.method != "POST":
        return _serves_page(request, town, row, ContributionForm(goal=row.value, overall=overall))
    seen = version_of(request.POST.get("version"))
    if seen == row.version and "serves" in taken(request.POST):  # of two versions the stored one was chosen
        return redirect("strategy:contributions", town=town.pk)
    form = ContributionForm(request.POST, goal=row.value, overall=overall)
    if not form.is_valid():
        return _serves_page(request, town, row, form, status=422)
    value = form.value()
    try:
        change_part(town, person_of(request), value, seen_version=seen, deeds=actions.GOALS)
    except ChangedMeanwhileError:
        return conflict_page(request, town, _DIGITAL, value, back="strategy:goal_serves")
    except FlawedTownError as error:
        form.note(error.flaws)
        return _serves_page(request, town, row, form, status=422)
    messages.success(request, _("Die Beiträge sind gespeichert."))
    return redirect("strategy:contributions", town=town.pk)


@require_safe
@staff_page(Role.EDITOR)
def contributions(request: HttpRequest, *, town: Town) -> HttpResponse:
    """The contribution matrix: digital goals by overall goals, measures by overall goals."""
    overall, digital, measures = overall_goal_values(town), goal_values(town), measure_values(town)
    page = Paginator(contribution_rows(measures, goals=digital, overall_goals=overall), PER_PAGE).get_page(
        request.GET.get("page")
    )
    by_id = {one.id: one for one in measures}
    most = max((total for row in page.paginator.object_list for total in row.totals), default=0)
    context = {
        "town": town,
        "overall": overall,
        "digital": [(one, [(aim, strengths_of(one).get(aim.id)) for aim in overall]) for one in digital],
        "page_obj": page,
        "measures": [
            (by_id[row.measure], list(zip(overall, row.totals, strict=True)), sum(row.totals)) for row in page
        ],
        "most": most,
        "strengths": [(number, told(words)) for number, words in STRENGTH.items()],
        "crumbs": crumbs(town, _DIGITAL, _("Beiträge")),
    }
    return render(request, "strategy/contributions.html", context)


def _serves_page(
    request: HttpRequest, town: Town, row: Any, form: ContributionForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "town": town,
        "form": form,
        "goal": row.value,
        "version": seen_version(request, row),
        "crumbs": (*crumbs(town, _DIGITAL), (_("Beiträge"), reverse("strategy:contributions", args=[town.pk])),
                   (told(row.value.title), None)),
    }  # fmt: skip
    return render(request, "strategy/goal_serves.html", context, status=status)


def _read(_town: Town, listing: Listing, mapped: Mapped, known: Mapping[str, Any]) -> Read[OverallGoal]:
    return read_overall_goals(listing, mapped=mapped, known=known)


_LIST = ListPages(
    parts=_OVERALL,
    columns=OVERALL_GOAL_COLUMNS,
    read=_read,
    choices=lambda _town: {},
    title=gettext_lazy("Gesamtziele aus einer Tabelle"),
    file_name="gesamtziele",
    address="strategy:overall_goal_list",
    template_address="strategy:overall_goal_template",
)
