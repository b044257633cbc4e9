"""Staff pages while a workshop is held: the screen for the wall, and the boards behind it."""

from collections.abc import Iterable
from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitplanke.kernel.faults import InvalidValueError
from leitplanke.participation.meeting import Step, StepKind
from leitplanke_web.towns.form_fields import refusal, told
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.people import person_of
from leitplanke_web.towns.permissions import staff_page
from leitplanke_web.towns.versions import ChangedMeanwhileError, version_of
from leitplanke_web.workshops import queries
from leitplanke_web.workshops.actions import moderating
from leitplanke_web.workshops.actions.planning import lead_to
from leitplanke_web.workshops.forms.leading import ClusterForm, RenameForm, TypedForm
from leitplanke_web.workshops.forms.taking_part import MarksForm, TypedBallotForm
from leitplanke_web.workshops.mapping import result_table
from leitplanke_web.workshops.models import Card, Workshop
from leitplanke_web.workshops.tokens import new_key
from leitplanke_web.workshops.views.planning import staff_render, ways_in, workshop_or_404

_GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])


@_GET_AND_POST
@staff_page(Role.EDITOR)
def moderation(request: HttpRequest, *, town: Town, workshop: str) -> HttpResponse:
    """The whole screen: where the room is, how long still, what hangs; one button leads on."""
    row = workshop_or_404(town, workshop)
    refused, status = "", 200
    if request.method == "POST":
        try:
            seen = request.POST.get("seen", "")
            lead_to(row, person_of(request), request.POST.get("step", ""), seen_step=seen, now=timezone.now())
        except ChangedMeanwhileError:
            refused, status = _("Jemand anderes hat schon weitergeschaltet. Hier steht, wo die Runde ist."), 409
        except InvalidValueError as error:
            refused, status = f"{told(error.problem)} {told(error.remedy)}", 422
        else:
            return redirect("workshops:moderation", town=town.pk, workshop=workshop)
        row = workshop_or_404(town, workshop)
    context = {**_shown(row, with_result="ergebnis" in request.GET), **ways_in(request, row), "refused": refused}
    return staff_render(request, row, "moderation", context, words=_("Moderation"), status=status)


@require_safe
@staff_page(Role.EDITOR)
def screen(request: HttpRequest, *, town: Town, workshop: str) -> HttpResponse:
    """What changes on the screen; 204 while nothing has."""
    row = workshop_or_404(town, workshop)
    if request.GET.get("seen") == str(row.changes):
        return HttpResponse(status=204)
    context = {"town": town, "workshop": row, "agenda": row.value, **_shown(row, with_result="ergebnis" in request.GET)}
    return render(request, "workshops/screen.html", context)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def board(request: HttpRequest, *, town: Town, workshop: str, step: str) -> HttpResponse:
    """Type cards from paper, put cards into clusters, hide some: with the keyboard alone."""
    row = workshop_or_404(town, workshop)
    asked = _board_step(row, step)
    if request.method != "POST":
        return _board_page(request, row, asked)
    try:
        return _BOARD_DEEDS.get(request.POST.get("go", ""), _clustered)(request, row, asked)
    except InvalidValueError as error:
        return _board_page(request, row, asked, refused=[f"{told(error.problem)} {told(error.remedy)}"], status=422)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def ballots(request: HttpRequest, *, town: Town, workshop: str, step: str) -> HttpResponse:
    """A ballot to print for whoever has no phone, and to type what was marked on it."""
    row = workshop_or_404(town, workshop)
    asked: Step | None = row.value.step(step)
    if asked is None or asked.kind in {StepKind.TALK, StepKind.CARDS}:
        raise Http404
    sent = (request.POST,) if request.method == "POST" else ()
    clusters = queries.clusters(row, asked.board) if asked.kind is StepKind.DOTS else []
    marks = MarksForm(*sent, step=asked, clusters=clusters)
    form = TypedBallotForm(*sent, agenda=row.value, initial={"key": new_key()})
    if sent and form.is_valid() and marks.is_valid():
        given = form.cleaned_data
        typed = moderating.TypedBallot(asked.id, given["group"], marks.marks(), given["key"])
        try:
            is_new = moderating.type_ballot(row, person_of(request), typed)
        except InvalidValueError as error:
            marks.add_error(None, refusal(error.problem, error.remedy))
        else:
            messages.success(request, _("Der Stimmzettel zählt.") if is_new else _("Dieser Stimmzettel zählte schon."))
            return redirect(request.path)
    context = {"step": asked, "form": form, "marks": marks, "has_errors": bool(sent)}
    return staff_render(request, row, "ballots", context, words=_("Stimmzettel"), status=422 if sent else 200)


@require_safe
@staff_page(Role.EDITOR)
def cards_pdf(_request: HttpRequest, *, town: Town, workshop: str, step: str) -> HttpResponse:
    """The cards of a board, 10 × 15 cm each, as accessible PDF."""
    from leitplanke.report.paper.cards import WallCard, print_cards  # noqa: PLC0415 - templates of what is printed

    row = workshop_or_404(town, workshop)
    asked = _board_step(row, step)
    here = queries.board(row, step)
    hung = [WallCard(card.text, cluster.title) for cluster, cards in here.clusters for card in cards]
    cards = [*hung, *(WallCard(card.text) for card in here.single)]
    if not cards:
        cards = [WallCard(told(asked.prompt) or told(asked.title))]
    content = print_cards(cards, title=told(row.value.title), language=get_language() or "de")
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{row.identifier}-{step}.pdf"'
    return response


def _shown(row: Workshop, *, with_result: bool) -> dict[str, object]:
    steps = list(row.value.steps)
    current = row.value.step(row.step)
    at = steps.index(current) if current else -1
    shown: dict[str, object] = {
        "step": current,
        "number": at + 1,
        "previous": steps[at - 1] if at > 0 else None,
        "next": steps[at + 1] if at + 1 < len(steps) else None,
        "ends": row.step_began_at and row.step_began_at + timedelta(minutes=current.minutes if current else 0),
        "phones": sum(queries.joined(row).values()),
        "with_result": with_result,
    }
    if current is None:
        return shown
    shown["sortable"] = row.value.last_board(current.id)
    if (in_view := row.value.board_in_view(current.id)) is not None:
        shown["board"] = queries.board(row, in_view.id)
    elif current.kind is not StepKind.TALK:
        told_now = queries.step_result(row, current)
        shown["voters"] = told_now.voters
        if with_result:
            shown["result"] = result_table(row.value, told_now) if told_now.result else None
            shown["note"] = told_now.note
    return shown


def _board_step(row: Workshop, identifier: str) -> Step:
    found: Step | None = row.value.step(identifier)
    if found is None or found.kind is not StepKind.CARDS:
        raise Http404
    return found


def _typed(request: HttpRequest, row: Workshop, step: Step) -> HttpResponse:
    form = TypedForm(request.POST, agenda=row.value)
    if not form.is_valid():
        return _board_page(request, row, step, form=form, status=422)
    given = form.cleaned_data
    typed = moderating.Typed(step.id, given["group"], given["lines"], given["key"])
    number = moderating.type_cards(row, person_of(request), typed)
    words = ngettext("Eine Karte hängt.", "%(number)s Karten hängen.", number) % {"number": number}
    messages.success(request, words if number else _("Diese Karten hingen schon."))
    return redirect(request.path)


def _clustered(request: HttpRequest, row: Workshop, step: Step) -> HttpResponse:
    clusters = queries.clusters(row, step.id)
    form = ClusterForm(request.POST, clusters=clusters)
    if not form.is_valid():
        return _board_page(request, row, step, cluster_form=form, status=422)
    seen = dict(_seen(request.POST.getlist("card")))
    if not seen:
        return _board_page(request, row, step, refused=[_("Es ist keine Karte gewählt.")], status=422)
    into = next((one for one in clusters if str(one.pk) == form.cleaned_data["into"]), None)
    left = moderating.cluster_cards(
        row, person_of(request), step.id, seen=seen, into=into, title=form.cleaned_data["title"]
    )
    if left:
        return _board_page(request, row, step, refused=[_moved_words(card) for card in left], status=409)
    return redirect(f"{request.path}#einzeln")


def _hidden(request: HttpRequest, row: Workshop, step: Step) -> HttpResponse:
    reason = request.POST.get("reason", "").strip()
    chosen = dict(_seen(request.POST.getlist("card")))
    if not reason or not chosen or len(reason) > 120:
        words = _("Wählen Sie Karten, und schreiben Sie in höchstens 120 Zeichen, warum sie abgenommen werden.")
        return _board_page(request, row, step, refused=[words], status=422)
    for card in chosen:
        moderating.hide_card(row, person_of(request), card, reason=reason)
    return redirect(request.path)


def _hung_again(request: HttpRequest, row: Workshop, _step: Step) -> HttpResponse:
    moderating.hide_card(row, person_of(request), version_of(request.POST.get("card")), reason="")
    return redirect(request.path)


def _renamed(request: HttpRequest, row: Workshop, step: Step) -> HttpResponse:
    number = version_of(request.POST.get("cluster"))
    cluster = next((one for one in queries.clusters(row, step.id) if one.pk == number), None)
    form = RenameForm(request.POST)
    if cluster is None or not form.is_valid():
        return _board_page(request, row, step, refused=[_("Das Bündel braucht einen Namen.")], status=422)
    title = form.cleaned_data["title"]
    if not moderating.rename_cluster(row, person_of(request), cluster, seen=request.POST.get("seen", ""), title=title):
        words = _("Jemand hat das Bündel inzwischen umbenannt, oder ein anderes heißt schon so.")
        return _board_page(request, row, step, refused=[words], status=409)
    return redirect(request.path)


_BOARD_DEEDS = {"type": _typed, "hide": _hidden, "show": _hung_again, "rename": _renamed}


def _seen(chosen: Iterable[str]) -> Iterable[tuple[int, int | None]]:
    """Chosen cards with the cluster in which the page showed them."""
    for one in chosen:
        card, _, cluster = one.partition(":")
        if version_of(card):
            yield version_of(card), version_of(cluster) or None


def _moved_words(card: Card) -> str:
    if card.reason:
        return _("„%(words)s“ ist inzwischen abgenommen.") % {"words": card.text[:60]}
    if card.cluster is None:
        return _("„%(words)s“ hängt inzwischen wieder einzeln.") % {"words": card.text[:60]}
    values = {"words": card.text[:60], "cluster": card.cluster.title}
    return _("„%(words)s“ hat inzwischen jemand zu „%(cluster)s“ gehängt; dort bleibt die Karte.") % values


def _board_page(
    request: HttpRequest,
    row: Workshop,
    step: Step,
    *,
    form: TypedForm | None = None,
    cluster_form: ClusterForm | None = None,
    refused: Iterable[str] = (),
    status: int = 200,
) -> HttpResponse:
    here = queries.board(row, step.id)
    context = {
        "step": step,
        "board": here,
        "hidden": queries.hidden_cards(row, step.id),
        "form": form or TypedForm(agenda=row.value, initial={"key": new_key()}),
        "cluster_form": cluster_form or ClusterForm(clusters=[cluster for cluster, _ in here.clusters]),
        "refused": list(refused),
        "has_errors": status != 200,
    }
    return staff_render(request, row, "board", context, words=told(step.title), status=status)
