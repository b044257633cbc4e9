"""Open data: what is published, as files for machines and spreadsheets."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from leitplanke.kernel.licence import Licence
from leitplanke_web.open_data.queries import DataFile, data_file, data_files, licence_of
from leitplanke_web.portal.models import Publication
from leitplanke_web.portal.queries.published import publications
from leitplanke_web.towns.models import Town


@require_safe
def index(request: HttpRequest, *, town: Town, version: int | None = None) -> HttpResponse:
    """The files of the current version, or of an older one."""
    publication = _publication_or_404(town, version)
    address = reverse("open_data:version", kwargs={"town": town.pk, "version": publication.number})
    shown = {
        "town": town,
        "publication": publication,
        "files": data_files(publication),
        "licence": licence_of(publication, town),
        "source": town.details.authority.name or publication.profile.name.de,
        "address": request.build_absolute_uri(address),
    }
    return render(request, "open_data/index.html", shown)


@require_safe
def file(request: HttpRequest, *, town: Town, name: str, version: int | None = None) -> HttpResponseBase:
    """One file, to keep."""
    publication = _publication_or_404(town, version)
    try:
        found = data_file(publication, name)
    except KeyError:
        raise Http404 from None
    etag = quote_etag(found.sha256)
    response = get_conditional_response(
        request, etag=etag, response=_response(publication, found, licence=licence_of(publication, town))
    )
    assert response is not None
    response.headers["ETag"] = etag
    return response


def _publication_or_404(town: Town, version: int | None) -> Publication:
    found = publications(town)
    publication = found.first() if version is None else found.filter(number=version).first()
    if publication is None:
        raise Http404
    return publication


def _response(publication: Publication, found: DataFile, *, licence: Licence | None) -> HttpResponse:
    kept_as = f"{publication.town_id}-{publication.number}-{found.name}"
    return HttpResponse(
        found.content,
        content_type=found.media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{kept_as}"',
            "X-Content-Type-Options": "nosniff",
            "Access-Control-Allow-Origin": "*",  # pages of others may compute with it; no cookie is involved
            **({"Link": f'<{licence.url}>; rel="license"'} if licence else {}),  # RFC 4946
        },
    )
