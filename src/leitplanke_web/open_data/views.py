"""Open data: what is published, as files for machines and spreadsheets."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from leitplanke.exchange.open_data import Offer
from leitplanke.kernel.licence import Licence
from leitplanke.kernel.texts import Language
from leitplanke.report.paper.pdf import MissingPangoError
from leitplanke_web.open_data.queries import (
    PRINTED,
    DataFile,
    data_file,
    data_files,
    is_printed,
    licence_of,
    printed_file,
)
from leitplanke_web.portal.models import Publication
from leitplanke_web.portal.queries.published import current_publication, publications
from leitplanke_web.portal.views.conditional import withdrawn
from leitplanke_web.towns.models import Town


@require_safe
def index(request: HttpRequest, *, town: Town, version: int | None = None) -> HttpResponse:
    """The files of the current version, or of an older one."""
    publication = _publication_or_404(town, version)
    if publication.is_withdrawn:
        return withdrawn(request, town, publication)
    shown = {
        "town": town,
        "publication": publication,
        "files": data_files(publication, _offer(request, town, publication)),
        "printed": PRINTED,
        "licence": licence_of(publication, town),
        "source": _source(town, publication),
        "address": _address(request, publication),
    }
    return render(request, "open_data/index.html", shown)


@require_safe
def file(request: HttpRequest, *, town: Town, name: str, version: int | None = None) -> HttpResponseBase:
    """One file, to keep."""
    publication = _publication_or_404(town, version)
    if publication.is_withdrawn:
        return withdrawn(request, town, publication)
    try:
        found = _file(request, town, publication, name)
    except KeyError:
        raise Http404 from None
    except MissingPangoError:
        return render(request, "open_data/no_pdf.html", {"town": town}, status=503)
    etag = quote_etag(found.sha256)
    response = get_conditional_response(
        request, etag=etag, response=_response(publication, found, licence=licence_of(publication, town))
    )
    assert response is not None
    response.headers["ETag"] = etag
    return response


def _file(request: HttpRequest, town: Town, publication: Publication, name: str) -> DataFile:
    if is_printed(name):
        return printed_file(publication, name, Language(request.LANGUAGE_CODE))
    return data_file(publication, name, _offer(request, town, publication))


def _offer(request: HttpRequest, town: Town, publication: Publication) -> Offer | None:
    licence = licence_of(publication, town)
    if licence is None:
        return None
    address = _address(request, publication)
    return Offer(publisher=_source(town, publication), licence=licence, address=address)


def _source(town: Town, publication: Publication) -> str:
    return str(town.details.authority.name or publication.profile.name.de)


def _address(request: HttpRequest, publication: Publication) -> str:
    """Where the version's files lie, whatever language the reader has chosen."""
    with translation.override(Language.DE.value):
        kwargs = {"town": publication.town_id, "version": publication.number}
        return str(request.build_absolute_uri(reverse("open_data:version", kwargs=kwargs)))


def _publication_or_404(town: Town, version: int | None) -> Publication:
    publication = current_publication(town) if version is None else publications(town).filter(number=version).first()
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
