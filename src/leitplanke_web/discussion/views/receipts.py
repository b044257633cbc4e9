"""What became of my contribution: for whoever holds its receipt code. No cookie, nothing stored by looking.

The code is in the body of what is sent alone. Guessing is not slowed down: a code has 60 random bits, and a town hall
has one address (docs/decisions/0018).
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

from leitplanke_web.discussion.actions.taking_part import (
    ClosedContributionError,
    UnknownReceiptError,
    withdraw,
)
from leitplanke_web.discussion.forms.taking_part import ReceiptForm, WithdrawForm
from leitplanke_web.discussion.models import Contribution
from leitplanke_web.discussion.queries import contribution_of_receipt
from leitplanke_web.towns.models import Town
from leitplanke_web.towns.questions import ToldReply, told_replies


@csrf_exempt  # who holds the code may do it, and who does not cannot: there is no session to abuse
@require_http_methods(["GET", "HEAD", "POST"])
def own_contribution(request: HttpRequest, *, town: Town) -> HttpResponse:
    """Ask for the code; show what became of its contribution; take this back."""
    go = request.POST.get("go")
    if request.method != "POST":
        return _page(request, town, "own_contribution_code", {"form": ReceiptForm()})
    if go not in {"show", "withdraw"}:
        raise BadRequest("a form that no page of ours wrote")
    form = ReceiptForm(request.POST)
    if not form.is_valid():
        return _refused(request, town, form)
    return _shown(request, town, form) if go == "show" else _withdrawn(request, town, form)


def _withdrawn(request: HttpRequest, town: Town, form: ReceiptForm) -> HttpResponse:
    sure = WithdrawForm(request.POST)
    if not sure.is_valid():
        return _shown(request, town, form, sure)
    try:
        withdraw(town, form.cleaned_data["receipt"])
    except UnknownReceiptError:
        return _unknown(request, town, form)
    except ClosedContributionError:  # between looking and pressing: the page now says why not
        return _shown(request, town, form)
    return _shown(request, town, form, WithdrawForm())


def _shown(
    request: HttpRequest, town: Town, form: ReceiptForm, withdraw_form: WithdrawForm | None = None
) -> HttpResponse:
    found = contribution_of_receipt(town, form.cleaned_data["receipt"])
    if found is None:
        return _unknown(request, town, form)
    sure = withdraw_form or WithdrawForm()
    context = {
        "contribution": found,
        "value": found.discussion.value,
        "replies": _replies(town, found),
        "code": form.cleaned_data["receipt"],
        "withdraw_form": sure,
        "has_errors": bool(sure.is_bound and sure.errors),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if context["has_errors"] else HTTPStatus.OK
    return _page(request, town, "own_contribution", context, status=status)


def _replies(town: Town, found: Contribution) -> tuple[ToldReply, ...]:
    if found.cluster is None or not found.discussion.is_closed:
        return ()
    place = found.discussion.identifier
    return told_replies(town, place).get(f"{place}.{found.cluster.name}", ())


def _unknown(request: HttpRequest, town: Town, form: ReceiptForm) -> HttpResponse:
    """Never given out, or of another town: the answer is the same, because we know no more."""
    form.add_error("receipt", _("Zu diesem Belegcode gibt es hier keinen Beitrag."))
    return _refused(request, town, form)


def _refused(request: HttpRequest, town: Town, form: ReceiptForm) -> HttpResponse:
    context = {"form": form, "has_errors": True}
    return _page(request, town, "own_contribution_code", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _page(
    request: HttpRequest, town: Town, name: str, context: Mapping[str, object], *, status: int = HTTPStatus.OK
) -> HttpResponse:
    every = (_("Mitreden"), reverse("discussion:discussions", args=(town.pk,)))
    shared = {"town": town, "crumbs": (every, (_("Mein Beitrag"), None))}
    response = render(request, f"discussion/{name}.html", shared | dict(context), status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
