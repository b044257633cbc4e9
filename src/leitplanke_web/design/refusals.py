"""What is refused before anybody reads it: methods that no page has, bodies too large, and bytes that are no text."""

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest, HttpResponse

from leitplanke_web.design.errors import not_allowed

METHODS = ("GET", "HEAD", "OPTIONS", "POST")
_FORM = "application/x-www-form-urlencoded"
_REPLACED = "\N{REPLACEMENT CHARACTER}"


class Refusals:
    """Answers 405 to unknown methods, 413 to large bodies, 400 to invalid UTF-8 and NUL; it replaces nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse or pass on; an empty 405 of a view becomes a page."""
        if request.method not in METHODS:
            return not_allowed(request, METHODS)
        _require_small(request)
        _require_text(request)
        response = self._get_response(request)
        if response.status_code == 405 and not response.content:
            return not_allowed(request, response.headers["Allow"].split(", "))
        return response


def _require_small(request: HttpRequest) -> None:
    """Raise `RequestDataTooBig` where more is announced than a form can hold; Django does not count files."""
    announced = request.META.get("CONTENT_LENGTH") or ""
    larger = (size for ending, size in settings.LARGE_BODIES.items() if request.path.endswith(ending))
    most = next(larger, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    if announced.isdecimal() and int(announced[:20]) > most:
        raise RequestDataTooBig(announced)


def _require_text(request: HttpRequest) -> None:
    """Raise `BadRequest` where a path, a query or a form is no UTF-8 text.

    Django has already put broken bytes of the path back into percent signs: no page has such an address.
    """
    if "\0" in request.path or not _is_text(unquote_to_bytes(request.META.get("QUERY_STRING", ""))):
        raise BadRequest("no UTF-8 in the address")
    if request.method == "POST" and not _is_text_form(request):
        raise BadRequest("no UTF-8 in the form")


def _is_text_form(request: HttpRequest) -> bool:
    if request.content_type == _FORM:
        return _is_text(unquote_to_bytes(request.body))
    if request.content_type == "multipart/form-data":  # parsed by Django, which marks what it could not read
        said = (words for name, values in request.POST.lists() for words in (name, *values))
        return not any(_REPLACED in words or "\0" in words for words in said)
    return True


def _is_text(raw: bytes) -> bool:
    try:
        return "\0" not in raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
