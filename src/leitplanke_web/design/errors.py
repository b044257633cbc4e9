"""Pages for when something does not work: what happened, what to do, and nothing that was typed is lost."""

import sys
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils.encoding import escape_uri_path

RETRY_AFTER_SECONDS = 30
_READING_SECONDS = (
    240  # on a device for everybody, what somebody typed stays on the screen no longer than a question does
)
ViewT = TypeVar("ViewT", bound=Callable[..., HttpResponse])
_TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
_NO_DATABASE = (OperationalError, InterfaceError)
_SECRET = ("password", "secret", "code", "token", "csrf")
_TOKENS = frozenset({"csrfmiddlewaretoken"})
_KEPT = "kept-"  # what a form carries from page to page: sent again, shown to nobody


def device_for_everybody(view: ViewT) -> ViewT:
    """The view's pages stand on a device that many use: an error page leads nowhere else, and back by itself."""
    view.is_device_for_everybody = True  # type: ignore[attr-defined]  # read where the address is resolved
    return view


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: we cannot read this. 413 where it is too much; 503 where the session could not be kept after the deed."""
    if isinstance(exception, SessionInterrupted):
        return _page(request, 503, name="interrupted", headers={"Retry-After": str(RETRY_AFTER_SECONDS)})
    if isinstance(exception, _TOO_LARGE):
        return _page(request, 413)
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: not with this role."""
    del exception
    return _page(request, 403)


def refused_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form without a valid token, mostly because it stood open for long. Shows again what was typed."""
    del reason
    return _page(request, 403, name="form", typed=typed(request))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    del exception
    return _page(request, 404)


def not_allowed(request: HttpRequest, methods: Iterable[str]) -> HttpResponse:
    """405, with what would be allowed."""
    return _page(request, 405, headers={"Allow": ", ".join(methods)})


def server_error(request: HttpRequest) -> HttpResponse:
    """500; or 503 where the database does not answer: then sending again will help."""
    if isinstance(sys.exc_info()[1], _NO_DATABASE):
        return unavailable(request)
    return _page(request, 500, typed=typed(request))


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: nothing was stored; what was typed stands on the page and can be sent again."""
    fields = typed(request)
    resend = fields and not _has_secrets(request)
    tokens = [(name, value) for name, value in request.POST.items() if _is_carried(name)] if resend else []
    headers = {"Retry-After": str(RETRY_AFTER_SECONDS)}
    return _page(request, 503, typed=fields, resend=resend, tokens=tokens, headers=headers)


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What a form held, without passwords and codes; empty if nothing can be read."""
    if request.method != "POST":
        return []
    try:
        lists = list(request.POST.lists())
    except Exception:  # noqa: BLE001 - whatever is wrong with the form, the page about it must appear
        return []
    return [
        (name, str(value))
        for name, values in lists
        if not _is_secret(name) and not _is_carried(name)
        for value in values
        if value
    ]


def _has_secrets(request: HttpRequest) -> bool:
    return any(_is_secret(name) for name in request.POST if not _is_carried(name))


def _is_carried(name: str) -> bool:
    return name in _TOKENS or name == "go" or name.startswith(_KEPT)


def _is_secret(name: str) -> bool:
    """Whether what stands in the field is nobody's business; an answer to a question (`q:`) never is such a field."""
    return not name.startswith("q:") and any(part in name.lower() for part in _SECRET)


def _is_on_device_for_everybody(request: HttpRequest) -> bool:
    """Asked of the address itself: what a middleware refuses reaches no view."""
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return False
    return getattr(match.func, "is_device_for_everybody", False)


def _page(
    request: HttpRequest, status: int, *, name: str = "", headers: Mapping[str, str] | None = None, **more: object
) -> HttpResponse:
    """A page without any query: `bare` keeps the frame from asking who is signed in."""
    is_device = _is_on_device_for_everybody(request)
    context = {"request": request, "bare": True, "status": status, "is_device": is_device, **more}
    content = render_to_string(f"design/errors/{name or status}.html", context)
    response = HttpResponse(content, status=status, headers=dict(headers or {}))
    if is_device:
        seconds = _READING_SECONDS if more.get("typed") else RETRY_AFTER_SECONDS
        response.headers["Refresh"] = f"{seconds}; url={escape_uri_path(request.path)}"
        response.headers["Cache-Control"] = "no-store"
    return response
