"""Addresses for tests of the frame: every name that the navigation knows, pages of a town, pages that fail."""

from django.conf.urls.i18n import i18n_patterns
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

handler400 = "leitplanke_web.design.errors.bad_request"
handler403 = "leitplanke_web.design.errors.forbidden"
handler404 = "leitplanke_web.design.errors.not_found"
handler500 = "leitplanke_web.design.errors.server_error"


def public(request: HttpRequest, **_parts: object) -> HttpResponse:
    return render(request, "design/page.html")


def staff(request: HttpRequest, **_parts: object) -> HttpResponse:
    request.role = request.GET.get("role", "editor")
    return render(request, "design/staff.html", {"crumbs": (("Übersicht", "/"), ("Maßnahmen", None))})


def no_database(_request: HttpRequest) -> HttpResponse:
    raise OperationalError("database is locked")


def broken(_request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a mistake of ours")


def closed(_request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


PORTAL = [
    path("<str:town>/", public, name="start"),
    path("<str:town>/ergebnisse/", public, name="results"),
    path("<str:town>/strategie/", public, name="strategy"),
    path("<str:town>/fahrplan/", public, name="roadmap"),
    path("<str:town>/fahrplan/<str:measure>/", public, name="measure"),
    path("<str:town>/was-daraus-wurde/", public, name="became"),
    path("<str:town>/barrierefreiheit/", public, name="accessibility"),
    path("<str:town>/datenschutz/", public, name="privacy"),
    path("<str:town>/impressum/", public, name="imprint"),
    path("<str:town>/arbeit/", staff, name="overview"),
    path("<str:town>/arbeit/laeufe/", staff, name="runs"),
    path("<str:town>/arbeit/vergleich/", staff, name="compare"),
    path("<str:town>/arbeit/veroeffentlichen/", staff, name="publish"),
]
STRATEGY = [
    path("<str:town>/arbeit/massnahmen/", staff, name="measures"),
    path("<str:town>/arbeit/massnahme-seltsam/", staff, name="odd"),
]
TOWNS = [
    path("<str:town>/arbeit/mitglieder/", staff, name="members"),
    path("<str:town>/arbeit/protokoll/", staff, name="log"),
]
urlpatterns = i18n_patterns(
    path("", include("leitplanke_web.design.urls")),
    path("konto/", include("allauth.urls")),
    path("keine-datenbank/", no_database),
    path("kaputt/", broken),
    path("zu/", closed),
    path("", include((STRATEGY, "strategy"))),
    path("", include(([path("<str:town>/arbeit/personal-und-geld/", staff, name="capacities")], "roadmap"))),
    path("", include((TOWNS, "towns"))),
    path("", include((PORTAL, "portal"))),
    prefix_default_language=False,
)
