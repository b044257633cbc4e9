"""What became of what I said: for whoever holds its receipt code. No cookie, no session, nothing stored by looking.

The code is in the body of what is sent alone, so that no log and no history tells it. Guessing is not slowed down: a
code has 60 random bits, and a town hall has one address (docs/decisions/0018). Views that show these pages are exempt
from tokens against forged requests: who holds the code may do it, who does not cannot; there is no session to abuse.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from leitplanke_web.towns.forms.receipt import ReceiptForm, SureForm
from leitplanke_web.towns.models import Town
from leitplanke_web.towns.receipts import TooLateError, UnknownReceiptError


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptKind:
    """What the pages of a kind need.

    `found` tells what the page shows of a code, None if nobody knows it; `withdraw` takes it back, or raises
    `UnknownReceiptError` or `TooLateError`. `asking`, `showing` and `withdrawn` are templates; without the last the
    page shows what is left. `place` is the page above with the name of its address; `title` names these pages.
    """

    found: Callable[[HttpRequest, Town, str], Mapping[str, Any] | None]
    withdraw: Callable[[Town, str], None]
    asking: str
    showing: str
    withdrawn: str = ""
    place: tuple[Any, str]
    title: Any
    unknown: Any
    sure: Any
    sure_missing: Any


def receipt_page(request: HttpRequest, town: Town, kind: ReceiptKind) -> HttpResponse:
    """Ask for the code; show what became of what it belongs to; take this back."""
    go = request.POST.get("go")
    if request.method != "POST":
        return _page(request, town, kind, kind.asking, {"form": ReceiptForm()})
    if go not in {"show", "withdraw"}:
        raise BadRequest("a form that no page of ours wrote")
    form = ReceiptForm(request.POST)
    if not form.is_valid():
        return _refused(request, town, kind, form)
    return _shown(request, town, kind, form) if go == "show" else _withdrawn(request, town, kind, form)


def _shown(
    request: HttpRequest, town: Town, kind: ReceiptKind, form: ReceiptForm, sure: SureForm | None = None
) -> HttpResponse:
    code = form.cleaned_data["receipt"]
    found = kind.found(request, town, code)
    if found is None:
        return _unknown(request, town, kind, form)
    context = {**found, "code": code, "withdraw_form": sure or _sure(kind), "has_errors": sure is not None}
    status = HTTPStatus.OK if sure is None else HTTPStatus.UNPROCESSABLE_ENTITY
    return _page(request, town, kind, kind.showing, context, status=status)


def _withdrawn(request: HttpRequest, town: Town, kind: ReceiptKind, form: ReceiptForm) -> HttpResponse:
    sure = _sure(kind, request.POST)
    if not sure.is_valid():
        return _shown(request, town, kind, form, sure)
    try:
        kind.withdraw(town, form.cleaned_data["receipt"])
    except UnknownReceiptError:
        return _unknown(request, town, kind, form)
    except TooLateError:  # between looking and pressing: the page now says why not
        return _shown(request, town, kind, form)
    if not kind.withdrawn:
        return _shown(request, town, kind, form)
    return _page(request, town, kind, kind.withdrawn, {})


def _sure(kind: ReceiptKind, data: Any = None) -> SureForm:
    return SureForm(data, label=kind.sure, missing=kind.sure_missing)


def _unknown(request: HttpRequest, town: Town, kind: ReceiptKind, form: ReceiptForm) -> HttpResponse:
    """Never given out, of another town, withdrawn: the answer is the same, because we know no more."""
    form.add_error("receipt", str(kind.unknown))
    return _refused(request, town, kind, form)


def _refused(request: HttpRequest, town: Town, kind: ReceiptKind, form: ReceiptForm) -> HttpResponse:
    context = {"form": form, "has_errors": True}
    return _page(request, town, kind, kind.asking, context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _page(
    request: HttpRequest,
    town: Town,
    kind: ReceiptKind,
    template: str,
    context: Mapping[str, Any],
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    place, address = kind.place
    crumbs = ((place, reverse(address, args=(town.pk,))), (kind.title, None))
    response = render(request, template, {"town": town, "crumbs": crumbs, **context}, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
