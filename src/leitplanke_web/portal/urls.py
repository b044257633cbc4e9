"""Addresses of portal."""

from django.urls import URLPattern, URLResolver, path

from leitplanke_web.portal.views import publishing, runs, staff

app_name = "portal"

_STAFF = (
    path("<str:town>/arbeit/", staff.overview, name="overview"),
    path("<str:town>/arbeit/laeufe/", runs.runs, name="runs"),
    path("<str:town>/arbeit/laeufe/starten/", runs.start_run, name="start_run"),
    path("<str:town>/arbeit/laeufe/<int:number>/", runs.run, name="run"),
    path("<str:town>/arbeit/laeufe/<int:number>/abbrechen/", runs.cancel_run, name="cancel_run"),
    path("<str:town>/arbeit/vergleich/", publishing.compare, name="compare"),
    path("<str:town>/arbeit/veroeffentlichen/", publishing.publish, name="publish"),
    path("<str:town>/versionen/", publishing.versions, name="versions"),
)

urlpatterns: list[URLPattern | URLResolver] = [*_STAFF]
