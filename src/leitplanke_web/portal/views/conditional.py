"""Public pages: read by anybody, never changed while their version is the current one, and cheap to ask for again."""

from collections.abc import Callable
from functools import cache, wraps
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.http import require_safe

import leitplanke
import leitplanke_web
from leitplanke.kernel.texts import Language
from leitplanke_web.design.display import COOKIE as DISPLAY_COOKIE
from leitplanke_web.participation.queries import open_survey
from leitplanke_web.portal.models import Publication
from leitplanke_web.portal.queries.editions import Reading
from leitplanke_web.portal.queries.published import current_publication, publications
from leitplanke_web.process.queries import PublicProcess, public_process
from leitplanke_web.towns.models import Town

MESSAGES_COOKIE = "messages"
START_NAME = "portal:start"

View = Callable[..., HttpResponse]


def public_page(view: View) -> View:
    """A page of a published version. The view gets `town` and `reading`, None before anything was published.

    Those who ask again with the tag of what they have are told that nothing changed. Pages of people who are signed in
    carry no tag: their head tells who they are.
    """

    @wraps(view)
    def page(request: HttpRequest, *, town: Town, version: int | None = None, **parts: str) -> HttpResponse:
        reading = _reading(request, town, version)
        if reading is not None and reading.publication.is_withdrawn:
            return withdrawn(request, town, reading.publication)
        request.open_survey = open_survey(town, today=timezone.localdate())  # type: ignore[attr-defined]  # for the frame
        request.process = _process(request, town, version)  # type: ignore[attr-defined]  # for the start page
        tag = _tag(request, town, reading) if reading is not None and _is_anybody(request) else None
        response = get_conditional_response(request, etag=tag) if tag else None
        if response is None:
            response = view(request, town=town, reading=reading, **parts)
        if tag and response.status_code in {HTTPStatus.OK, HTTPStatus.NOT_MODIFIED}:
            response.headers["ETag"] = tag
        response.headers["Cache-Control"] = "private, no-cache"
        patch_vary_headers(response, ["Cookie"])
        return response

    return require_safe(page)


def _reading(request: HttpRequest, town: Town, version: int | None) -> Reading | None:
    publication = current_publication(town) if version is None else _numbered(town, version)
    language = Language(request.LANGUAGE_CODE)
    return None if publication is None else Reading(publication, language, is_numbered=version is not None)


def _numbered(town: Town, version: int) -> Publication:
    publication = publications(town).filter(number=version).first()
    if publication is None:
        raise Http404
    return publication


def _process(request: HttpRequest, town: Town, version: int | None) -> PublicProcess | None:
    """Where the participation stands: the start page of today alone tells it."""
    is_start = request.resolver_match is not None and request.resolver_match.view_name == START_NAME
    return public_process(town, today=timezone.localdate()) if is_start and version is None else None


def withdrawn(request: HttpRequest, town: Town, publication: Publication) -> HttpResponse:
    """That a version was taken back, when and why: with the status 410, gone."""
    shown = {"town": town, "publication": publication}
    return render(request, "portal/public/withdrawn.html", shown, status=HTTPStatus.GONE)


def _is_anybody(request: HttpRequest) -> bool:
    return not request.COOKIES.keys() & {settings.SESSION_COOKIE_NAME, MESSAGES_COOKIE}


def _tag(request: HttpRequest, town: Town, reading: Reading) -> str:
    """Everything that the page is made of: the version, the address, how the reader wants it, the program itself."""
    made_of = (
        program_fingerprint(),
        reading.key,
        town.version,
        request.open_survey,  # type: ignore[attr-defined]  # set above
        request.process,  # type: ignore[attr-defined]  # likewise
        request.build_absolute_uri(),
        request.COOKIES.get(DISPLAY_COOKIE, ""),
    )
    return f'"{sha256(repr(made_of).encode()).hexdigest()[:32]}"'


@cache
def program_fingerprint() -> str:
    """What the program is, to the byte: a version number may stay the same while somebody works on a page."""
    total = sha256()
    for package in (leitplanke, leitplanke_web):
        folder = Path(str(package.__file__)).parent
        for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"):
            total.update(str(path.relative_to(folder)).encode())
            total.update(path.read_bytes())
    return total.hexdigest()
