"""Staff pages: which discussions there are, how one goes, its draft, its end, its replies."""

from collections.abc import Mapping

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitplanke.kernel.faults import InvalidValueError
from leitplanke.participation.discussion import DiscussionState
from leitplanke_web.discussion import queries
from leitplanke_web.discussion.actions import planning as actions
from leitplanke_web.discussion.forms.planning import CloseForm, DiscussionForm, DraftDecisionForm
from leitplanke_web.discussion.models import STATES, Discussion
from leitplanke_web.towns.form_fields import refusal
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.people import person_of
from leitplanke_web.towns.permissions import staff_page
from leitplanke_web.towns.questions import FlawedTownError, became_of_clusters
from leitplanke_web.towns.versions import ChangedMeanwhileError, version_of

GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])
BADGES = {
    DiscussionState.DRAFT: "idea",
    DiscussionState.PLANNED: "decided",
    DiscussionState.OPEN: "running",
    DiscussionState.ENDED: "open",
    DiscussionState.CLOSED: "done",
}
_DECISIONS = {"open": DraftDecisionForm, "discard": DraftDecisionForm}


@require_safe
@staff_page(Role.EDITOR)
def discussions(request: HttpRequest, *, town: Town) -> HttpResponse:
    """All discussions of the town."""
    found = [(row, *_state(row)) for row in queries.discussions(town)]
    context = {"town": town, "discussions": found, "crumbs": ((_("Diskussionen"), None),)}
    return render(request, "discussion/staff_discussions.html", context)


@GET_AND_POST
@staff_page(Role.EDITOR)
def discussion_new(request: HttpRequest, *, town: Town) -> HttpResponse:
    """Write a draft; nobody else reads it before it is opened."""
    form = DiscussionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            found = actions.plan_discussion(town, person_of(request), form.value())
        except InvalidValueError as error:
            _add(form, error)
        else:
            return redirect("discussion:staff_discussion", town=town.pk, discussion=found.identifier)
    context = {"town": town, "form": form, "crumbs": (_list(town), (_("Neue Diskussion"), None))}
    return render(request, "discussion/discussion_form.html", context, status=422 if form.errors else 200)


@GET_AND_POST
@staff_page(Role.EDITOR)
def discussion(request: HttpRequest, *, town: Town, discussion: str) -> HttpResponse:
    """State, numbers, what to do next, the end, and what became of the clusters."""
    row, go = discussion_or_404(town, discussion), request.POST.get("go", "")
    form = (_DECISIONS.get(go, CloseForm))(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _done(request, row, form, go):
        if go == "discard":
            return redirect("discussion:staff_discussions", town=town.pk)
        return redirect("discussion:staff_discussion", town=town.pk, discussion=discussion)
    row = discussion_or_404(town, discussion)
    context = {
        "form": form,
        "close": form if isinstance(form, CloseForm) else CloseForm(),
        "numbers": queries.numbers_of(row),
        "votes": queries.ballot_count(row) if row.value.statements else 0,
        "link": request.build_absolute_uri(reverse("discussion:discussion", args=(town.pk, row.identifier))),
        "became": became_of_clusters(town, row.identifier) if row.is_closed else (),
    }
    return staff_render(request, row, "staff_discussion", context, status=422 if form.errors else 200)


@GET_AND_POST
@staff_page(Role.EDITOR)
def discussion_edit(request: HttpRequest, *, town: Town, discussion: str) -> HttpResponse:
    """Another draft before the first day; afterwards the last day and the moderation."""
    row = discussion_or_404(town, discussion)
    form = DiscussionForm(request.POST if request.method == "POST" else None, value=row.value)
    status, theirs = 200, None
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                seen, today = version_of(request.POST.get("version")), timezone.localdate()
                actions.change_discussion(row, person_of(request), form.value(), seen_version=seen, today=today)
            except InvalidValueError as error:
                _add(form, error)
            except ChangedMeanwhileError:
                form.add_error(None, _("Jemand hat die Diskussion inzwischen geändert. Unten steht der neue Stand."))
                status, theirs = 409, discussion_or_404(town, discussion)
            else:
                messages.success(request, _("Die Diskussion ist gespeichert."))
                return redirect("discussion:staff_discussion", town=town.pk, discussion=discussion)
    seen_version = request.POST.get("version", "") if request.method == "POST" else row.version
    context = {"form": form, "theirs": theirs, "version": seen_version if theirs is None else theirs.version}
    return staff_render(request, row, "discussion_form", context, words=_("Bearbeiten"), status=status)


def _done(request: HttpRequest, row: Discussion, form: forms.Form, go: str) -> bool:
    """Whether the draft is opened or discarded, or the discussion closed; else the form says why not."""
    person, today, seen = person_of(request), timezone.localdate(), version_of(request.POST.get("version"))
    try:
        if go == "open":
            actions.open_discussion(row, person, seen_version=seen, today=today)
            messages.success(request, _("Der Entwurf ist freigegeben."))
        elif go == "discard":
            actions.discard_discussion(row, person, seen_version=seen)
            messages.success(request, _("Der Entwurf ist verworfen."))
        else:
            actions.close_discussion(row, person, today=today)
            messages.success(request, _("Die Diskussion ist abgeschlossen. Jetzt bekommt jedes Bündel seine Antwort."))
    except InvalidValueError as error:
        form.add_error(None, refusal(error.problem, error.remedy))
    except FlawedTownError as error:
        for flaw in error.flaws:
            form.add_error(None, refusal(flaw.problem, flaw.remedy))
    except ChangedMeanwhileError:
        form.add_error(None, _("Jemand hat die Diskussion inzwischen geändert. Unten steht der neue Stand."))
    return form.is_valid()


def discussion_or_404(town: Town, identifier: str) -> Discussion:
    """The discussion of an address."""
    row = queries.discussion(town, identifier)
    if row is None:
        raise Http404
    return row


def staff_render(
    request: HttpRequest,
    row: Discussion,
    name: str,
    context: Mapping[str, object],
    *,
    words: str = "",
    status: int = 200,
) -> HttpResponse:
    """A page of one discussion."""
    here = reverse("discussion:staff_discussion", args=(row.town_id, row.identifier))
    title = row.value.title.de
    trail = ((title, here), (words, None)) if words else ((title, None),)
    state, state_words, badge = _state(row)
    shared = {
        "town": row.town,
        "discussion": row,
        "value": row.value,
        "state": state.value,
        "state_words": state_words,
        "state_badge": badge,
        "is_unseen": state in queries.UNSEEN,
        "crumbs": (_list(row.town), *trail),
    }
    return render(request, f"discussion/{name}.html", {**shared, **context}, status=status)


def _state(row: Discussion) -> tuple[DiscussionState, str, str]:
    state = row.state_on(timezone.localdate())
    return state, str(STATES[state]), BADGES[state]


def _list(town: Town) -> tuple[str, str]:
    return _("Diskussionen"), reverse("discussion:staff_discussions", args=(town.pk,))


def _add(form: DiscussionForm, error: InvalidValueError) -> None:
    """What the core refuses, at its field where the form has one of that name."""
    name = error.field if error.field in form.fields else f"{error.field}_de"
    form.add_error(name if name in form.fields else None, refusal(error.problem, error.remedy))
