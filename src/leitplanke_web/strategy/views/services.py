"""Staff pages: the services of the town, and where digitalisation pays first."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from leitplanke.exchange.listings.reading import Listing, Mapped, Read
from leitplanke.exchange.listings.services import SERVICE_COLUMNS, read_services
from leitplanke.strategy.digital_gain import areas_first, digital_gains, gains_by_area
from leitplanke.strategy.model import PublicService
from leitplanke_web.evidence.queries import latest_sha256, report_of
from leitplanke_web.strategy import actions
from leitplanke_web.strategy.forms.parts import ServiceForm
from leitplanke_web.strategy.forms.services import UptakeForm
from leitplanke_web.strategy.gains import AREA_HEADS, GAIN_HEADS, area_rows, gain_rows, place_columns
from leitplanke_web.strategy.queries import names_of_service, service_values
from leitplanke_web.strategy.shown import what_needs_it
from leitplanke_web.strategy.views.listings import ListPages, list_page, list_template_file
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.permissions import staff_page
from leitplanke_web.towns.views.part import PartKind, drop_part, edit_part, new_part

PER_PAGE = 50
_GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])


def _form_names(town: Town) -> Mapping[str, Any]:
    areas, units = names_of_service(town)
    return {"service_area": areas, "unit": units}


_PAGES = PartKind(
    deeds=actions.SERVICES,
    form=ServiceForm,
    home="strategy:services",
    edit="strategy:service_edit",
    remove="strategy:service_remove",
    title=gettext_lazy("Leistungen"),
    new=gettext_lazy("Neue Leistung"),
    saved=gettext_lazy("Die Leistung ist gespeichert."),
    gone=gettext_lazy("Die Leistung ist entfernt."),
    names=_form_names,
    references=what_needs_it,
)


@require_safe
@staff_page(Role.EDITOR)
def services(request: HttpRequest, *, town: Town) -> HttpResponse:
    """Services in the order of what digitalisation may save; beside it, what each audience wants first."""
    form = UptakeForm(request.GET if "uptake" in request.GET else None)
    found, (areas, _units) = service_values(town), names_of_service(town)
    gains = digital_gains(found, uptake_percent=form.percent)
    by_id = {one.id: one for one in found}
    page = Paginator(gains, PER_PAGE).get_page(request.GET.get("page"))
    report = report_of(town, latest_sha256(town))
    context = {
        "town": town,
        "form": form,
        "page_obj": page,
        "heads": GAIN_HEADS,
        "area_heads": AREA_HEADS,
        "rows": gain_rows(page.object_list, by_id, areas=areas, town=town),
        "unknown": sum(one.most is None for one in gains),
        "percent": form.percent,
        "areas": area_rows(gains_by_area(found, gains=gains), areas),
        "columns": () if report is None else place_columns(areas_first(report), report, areas),
    }
    return render(request, "strategy/services.html", context)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def service_new(request: HttpRequest, *, town: Town) -> HttpResponse:
    """An empty service."""
    return new_part(request, town, _PAGES)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def service_edit(request: HttpRequest, *, town: Town, service: str) -> HttpResponse:
    """A service with its figures."""
    return edit_part(request, town, _PAGES, service)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def service_remove(request: HttpRequest, *, town: Town, service: str) -> HttpResponse:
    """Ask, then remove a service."""
    return drop_part(request, town, _PAGES, service)


@_GET_AND_POST
@staff_page(Role.EDITOR)
def service_list(request: HttpRequest, *, town: Town) -> HttpResponse:
    """Services out of a table."""
    return list_page(request, town, _LIST)


@require_safe
@staff_page(Role.EDITOR)
def service_template(_request: HttpRequest, *, town: Town) -> HttpResponse:
    """An empty table for services."""
    return list_template_file(town, _LIST)


def _read(town: Town, listing: Listing, mapped: Mapped, known: Mapping[str, Any]) -> Read[PublicService]:
    areas, units = names_of_service(town)
    return read_services(listing, mapped=mapped, known=known, areas=areas, units=units)


def _choices(town: Town) -> Mapping[str, Sequence[str]]:
    areas, units = names_of_service(town)
    return {"service_area": [one.de for one in areas.values()], "unit": [one.de for one in units.values()]}


_LIST = ListPages(
    parts=_PAGES,
    columns=SERVICE_COLUMNS,
    read=_read,
    choices=_choices,
    title=gettext_lazy("Leistungen aus einer Tabelle"),
    file_name="leistungen",
    address="strategy:service_list",
    template_address="strategy:service_template",
)
