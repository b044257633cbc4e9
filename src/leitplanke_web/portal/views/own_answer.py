"""What became of my answer: for whoever holds its receipt code. No cookie, no session, nothing stored by looking.

The code is in the body of what is sent alone, so that no log and no history tells it. Guessing is not slowed down: a
code has 60 random bits, and a town hall has one address (docs/decisions/0018).
"""

from collections.abc import Mapping
from http import HTTPStatus

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from leitplanke.kernel.texts import Language
from leitplanke_web.participation.actions.receipts import EvaluatedAnswerError, UnknownReceiptError, withdraw
from leitplanke_web.portal.forms import ReceiptForm, WithdrawAnswerForm
from leitplanke_web.portal.queries.own_answer import story_of
from leitplanke_web.towns.models import Town


@csrf_exempt  # who holds the code may do it, and who does not cannot: there is no session to abuse
@require_http_methods(["GET", "HEAD", "POST"])
def own_answer(request: HttpRequest, *, town: Town) -> HttpResponse:
    """Ask for the code; show what became of its answer; withdraw this."""
    go = request.POST.get("go")
    if request.method != "POST":
        return _page(request, town, "own_answer_code", {"form": ReceiptForm()})
    if go not in {"show", "withdraw"}:
        raise BadRequest("a form that no page of ours wrote")
    form = ReceiptForm(request.POST)
    if not form.is_valid():
        return _refused(request, town, form)
    return _shown(request, town, form) if go == "show" else _withdrawn(request, town, form)


def _shown(
    request: HttpRequest, town: Town, form: ReceiptForm, withdraw_form: WithdrawAnswerForm | None = None
) -> HttpResponse:
    story = story_of(town, form.cleaned_data["receipt"], language=Language(request.LANGUAGE_CODE))
    if story is None:
        return _unknown(request, town, form)
    context = {
        "story": story,
        "code": form.cleaned_data["receipt"],
        "withdraw_form": withdraw_form or WithdrawAnswerForm(),
        "has_errors": withdraw_form is not None,
    }
    status = HTTPStatus.OK if withdraw_form is None else HTTPStatus.UNPROCESSABLE_ENTITY
    return _page(request, town, "own_answer", context, status=status)


def _withdrawn(request: HttpRequest, town: Town, form: ReceiptForm) -> HttpResponse:
    sure = WithdrawAnswerForm(request.POST)
    if not sure.is_valid():
        return _shown(request, town, form, sure)
    try:
        withdraw(town, form.cleaned_data["receipt"])
    except UnknownReceiptError:
        return _unknown(request, town, form)
    except EvaluatedAnswerError:  # between looking and pressing: the page now says why not
        return _shown(request, town, form)
    return _page(request, town, "own_answer_withdrawn", {})


def _unknown(request: HttpRequest, town: Town, form: ReceiptForm) -> HttpResponse:
    """Never given out, of another town, withdrawn: the answer is the same, because we know no more."""
    form.add_error("receipt", _("Zu diesem Belegcode gibt es hier keine Antwort. Vielleicht wurde sie zurückgezogen."))
    return _refused(request, town, form)


def _refused(request: HttpRequest, town: Town, form: ReceiptForm) -> HttpResponse:
    context = {"form": form, "has_errors": True}
    return _page(request, town, "own_answer_code", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _page(
    request: HttpRequest, town: Town, name: str, context: Mapping[str, object], *, status: int = HTTPStatus.OK
) -> HttpResponse:
    became = (_("Was daraus wurde"), reverse("portal:became", args=(town.pk,)))
    shared = {"town": town, "crumbs": (became, (_("Meine Antwort"), None))}
    response = render(request, f"portal/public/{name}.html", shared | dict(context), status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
