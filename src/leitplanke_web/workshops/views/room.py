"""The room: joining by code, writing cards, marking. No account, no session; one cookie for the day.

A page works without JavaScript. With it, the wall keeps itself up to date, and cards that were written without a
network wait on the phone until there is one (static/workshops/workshop.js).
"""

from collections.abc import Mapping

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from leitplanke.kernel.faults import InvalidValueError
from leitplanke.participation.meeting import Step, StepKind
from leitplanke_web.towns.form_fields import refusal, told
from leitplanke_web.towns.models import Town
from leitplanke_web.towns.versions import version_of
from leitplanke_web.workshops import queries
from leitplanke_web.workshops.actions import taking_part
from leitplanke_web.workshops.forms.taking_part import CardForm, JoinForm, MarksForm
from leitplanke_web.workshops.models import Participant, Workshop, WorkshopState
from leitplanke_web.workshops.tokens import is_proof, new_entry, new_key, proof, token_of

COOKIE = "werkstatt"
_COOKIE_SECONDS = 12 * 60 * 60
_READ_AS = str.maketrans("OIL", "011", " -")


@require_safe
def entrance(request: HttpRequest, *, town: Town) -> HttpResponse:
    """Where a code is typed."""
    typed = request.GET.get("code", "")
    code = typed.upper().translate(_READ_AS)
    if typed and queries.workshop_with_code(town, code) is not None:
        return redirect("workshops:room", town=town.pk, code=code)
    context = {"town": town, "typed": typed[:20], "is_wrong": bool(typed), "crumbs": ((_("Werkstatt"), None),)}
    return render(request, "workshops/entrance.html", context, status=422 if typed else 200)


@csrf_exempt  # the proof in the form takes its place, so that nobody in the room needs a session
@require_http_methods(["GET", "HEAD", "POST"])
def room(request: HttpRequest, *, town: Town, code: str) -> HttpResponse:
    """The step where the room is, for one phone."""
    row = _workshop_or_404(town, code)
    token = request.COOKIES.get(COOKIE, "")
    if request.method == "POST":
        response = _sent(request, row, token)
    else:
        response = _page(request, row, queries.participant(row, token), token)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@require_safe
def wall(request: HttpRequest, *, town: Town, code: str) -> HttpResponse:
    """What changes on a phone's page; 204 while nothing has."""
    row = _workshop_or_404(town, code)
    if request.GET.get("seen") == str(row.changes):
        return HttpResponse(status=204)
    token = request.COOKIES.get(COOKIE, "")
    person = queries.participant(row, token)
    context = _wall(row, person, token, shown=request.GET.get("step", row.step))
    response = render(request, "workshops/wall.html", {"town": town, **context})
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _workshop_or_404(town: Town, code: str) -> Workshop:
    row = queries.workshop_with_code(town, code)
    if row is None:
        raise Http404
    return row


def _sent(request: HttpRequest, row: Workshop, token: str) -> HttpResponse:
    go = request.POST.get("go", "")
    if request.headers.get("Sec-Fetch-Site", "none") not in {"same-origin", "none"}:
        raise BadRequest("a form on a page from elsewhere, which would let two phones join as one")
    if go == "join":
        return _joined(request, row, token)
    if not token or not is_proof(token, request.POST.get("proof", "")):
        raise BadRequest("a form that no page of ours wrote for this phone")
    person = queries.participant(row, token)
    if person is None:  # closed meanwhile, or a phone of another workshop
        return _page(request, row, None, token, refused=_over(request), status=409)
    try:
        return _DEEDS.get(go, _took_back)(request, row, person)
    except taking_part.NotRunningError:
        return _page(request, row, None, token, refused=_over(request), status=409)
    except taking_part.NotTheStepError:
        words = _("Die Runde ist schon bei einem anderen Schritt. Was Sie geschrieben haben, steht hier noch einmal:")
        refused = f"{words} {request.POST.get('text', '')}".strip()
        return _page(request, row, person, token, refused=refused, status=409)


def _over(request: HttpRequest) -> str:
    """What a phone is told after the end; its words are not lost, somebody can type them in."""
    typed = request.POST.get("text", "").strip()
    words = _("Die Werkstatt ist zu Ende.")
    if not typed:
        return words
    return _("%(words)s Zeigen Sie der Moderation, was Sie geschrieben haben: %(typed)s") % {
        "words": words,
        "typed": typed,
    }


def _joined(request: HttpRequest, row: Workshop, token: str) -> HttpResponse:
    """The same phone stays the same person, also when it joins twice or its form is sent twice."""
    fresh = token_of(request.POST.get("entry", ""))
    if fresh is None:
        raise BadRequest("a form that no page of ours wrote")
    here = redirect(request.path)
    if queries.participant(row, token) is not None:
        return here
    form = JoinForm(request.POST, agenda=row.value)
    if not form.is_valid():
        return _page(request, row, None, token, form=form, status=422)
    try:
        taking_part.join(row, fresh, group=form.cleaned_data["group"])
    except InvalidValueError as error:
        form.add_error("group", refusal(error.problem, error.remedy))
        return _page(request, row, None, token, form=form, status=422)
    except taking_part.NotRunningError:
        return _page(request, row, None, token, status=409)
    here.set_cookie(
        COOKIE, fresh, max_age=_COOKIE_SECONDS, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    return here


def _wrote(request: HttpRequest, row: Workshop, person: Participant) -> HttpResponse:
    form, step = CardForm(request.POST), request.POST.get("step", "")
    key = request.POST.get("key", "")
    if not 8 <= len(key) <= 64:
        raise BadRequest("a card without its key")
    if form.is_valid():
        try:
            taking_part.write_card(row, person, step=step, text=form.cleaned_data["text"], key=key)
        except InvalidValueError as error:
            form.add_error("text", refusal(error.problem, error.remedy))
        else:
            return redirect(f"{request.path}?karte=ja")
    return _page(request, row, person, request.COOKIES[COOKIE], form=form, status=422)


def _voted(request: HttpRequest, row: Workshop, person: Participant) -> HttpResponse:
    step = row.value.step(request.POST.get("step", ""))
    if step is None or step.id != row.step:
        raise taking_part.NotTheStepError
    form = _marks_form(row, step, person, request.POST)
    if form is None:
        raise taking_part.NotTheStepError
    if form.is_valid():
        try:
            taking_part.vote(row, person, step=step.id, marks=form.marks())
        except InvalidValueError as error:
            form.add_error(None, refusal(error.problem, error.remedy))
        else:
            return redirect(f"{request.path}?stimme=ja")
    return _page(request, row, person, request.COOKIES[COOKIE], form=form, status=422)


def _took_back(request: HttpRequest, row: Workshop, person: Participant) -> HttpResponse:
    taking_part.take_back(row, person, version_of(request.POST.get("card")))
    return redirect(request.path)


_DEEDS = {"card": _wrote, "vote": _voted, "back": _took_back}


def _marks_form(row: Workshop, step: Step, person: Participant, *data: object) -> MarksForm | None:
    if step.kind in {StepKind.TALK, StepKind.CARDS}:
        return None
    clusters = queries.clusters(row, step.board) if step.kind is StepKind.DOTS else []
    return MarksForm(*data, step=step, clusters=clusters, marked=queries.own_marks(person, step.id))


def _page(
    request: HttpRequest,
    row: Workshop,
    person: Participant | None,
    token: str,
    *,
    form: JoinForm | CardForm | MarksForm | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    step = row.value.step(row.step)
    context: dict[str, object] = {"town": row.town, "form": None, "refused": refused, "has_errors": status == 422}
    if row.state != WorkshopState.OPEN or step is None:
        name = "waiting"
    elif person is None:
        name = "join"
        context |= {"form": form or JoinForm(agenda=row.value), "entry": new_entry()}
    else:
        name = "room"
        context |= {"form": form or _form(row, step, person), "key": new_key(), **_told(request, step, person)}
    context |= _wall(row, person, token, shown=row.step)
    return render(request, f"workshops/{name}.html", context, status=status)


def _form(row: Workshop, step: Step, person: Participant) -> CardForm | MarksForm | None:
    return CardForm() if step.kind is StepKind.CARDS else _marks_form(row, step, person)


def _told(request: HttpRequest, step: Step, person: Participant) -> Mapping[str, object]:
    """That a deed was done, and where somebody's comparisons contradict each other."""
    done = _("Ihre Karte hängt.") if "karte" in request.GET else ""
    if "stimme" not in request.GET:
        return {"done": done}
    odd = ""
    if step.kind is StepKind.PAIRS and (marks := queries.own_marks(person, step.id)):
        odd = queries.contradictions(step, marks)
    words = {topic.id: told(topic.words) for topic in step.topics}
    contradiction = [words[name] for name in odd.split("~")] if odd else []
    return {"done": _("Ihre Stimme zählt. Sie können sie ändern, solange dieser Schritt läuft."), "odd": contradiction}


def _wall(row: Workshop, person: Participant | None, token: str, *, shown: str) -> dict[str, object]:
    step = row.value.step(row.step)
    context: dict[str, object] = {
        "workshop": row,
        "agenda": row.value,
        "step": step,
        "shown": shown,
        "is_elsewhere": shown != row.step or row.state == WorkshopState.CLOSED,
        "number": len(row.value.reached(row.step)),
        "proof": proof(token) if token else "",
        "here": reverse("workshops:room", args=(row.town_id, row.code)),
    }
    in_view = row.value.board_in_view(row.step)
    if person is None or in_view is None:
        return context
    context["board"] = queries.board(row, in_view.id)
    if in_view == step:
        context["own"] = queries.own_cards(person, step.id)
    return context
