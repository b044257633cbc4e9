"""Addresses of portal."""

from django.urls import URLPattern, URLResolver, path

from leitplanke_web.portal.views import public, publishing, runs, staff, studies
from leitplanke_web.portal.views.own_answer import own_answer
from leitplanke_web.portal.views.public_roadmap import roadmap
from leitplanke_web.portal.views.whole_way import whole_way

app_name = "portal"

_STAFF = (
    path("<str:town>/arbeit/", staff.overview, name="overview"),
    path("<str:town>/arbeit/laeufe/", runs.runs, name="runs"),
    path("<str:town>/arbeit/laeufe/starten/", runs.start_run, name="start_run"),
    path("<str:town>/arbeit/laeufe/<int:number>/", runs.run, name="run"),
    path("<str:town>/arbeit/laeufe/<int:number>/abbrechen/", runs.cancel_run, name="cancel_run"),
    path("<str:town>/arbeit/laeufe/<int:number>/dateien/<str:stored>", studies.file, name="run_file"),
    path("<str:town>/arbeit/belastbarkeit/", studies.robustness, name="robustness"),
    path("<str:town>/arbeit/planaenderung/", studies.repair, name="repair"),
    path("<str:town>/arbeit/vergleich/", publishing.compare, name="compare"),
    path("<str:town>/arbeit/veroeffentlichen/", publishing.publish, name="publish"),
    path("<str:town>/arbeit/fassungen/<int:edition>/zurueckziehen/", publishing.withdraw, name="withdraw"),
    path("<str:town>/versionen/", publishing.versions, name="versions"),
    path("<str:town>/versionen/<int:version>/unterschiede/", publishing.differences, name="differences"),
)

# What a version consists of; read at the town's address in the current version, under its number in an older one.
_VERSION = (
    ("", public.shown(public.START), "start"),
    ("ergebnisse/", public.shown(public.RESULTS), "results"),
    ("ergebnisse/fragen/", public.shown(public.QUESTIONS), "results_questions"),
    ("ergebnisse/stimmen/", public.shown(public.VOICES), "results_voices"),
    ("ergebnisse/methode/", public.shown(public.METHOD), "results_method"),
    ("strategie/", public.shown(public.STRATEGY), "strategy"),
    ("strategie/kurz/", public.shown(public.STRATEGY_SHORT), "strategy_short"),
    ("strategie/leichte-sprache/", public.shown(public.STRATEGY_PLAIN), "strategy_plain"),
    ("strategie/leitplanken/", public.shown(public.GUARDRAILS), "guardrails"),
    ("strategie/gewichte/", public.shown(public.WEIGHTS), "strategy_weights"),
    ("fahrplan/", roadmap, "roadmap"),
    ("fahrplan/nicht-dabei/", public.shown(public.WAITING), "roadmap_waiting"),
    ("fahrplan/personal-und-geld/", public.shown(public.RESOURCES), "roadmap_resources"),
    ("fahrplan/massnahmen/<str:measure>/", public.measure, "measure"),
    ("weg/<str:way>/<str:thing>/", whole_way, "trace"),
    ("was-daraus-wurde/", public.shown(public.BECAME), "became"),
)
_PUBLIC = (
    path("", public.towns, name="towns"),
    *(path(f"<str:town>/{tail}", view, name=name) for tail, view, name in _VERSION),
    *(path(f"<str:town>/versionen/<int:version>/{tail}", view, name=name) for tail, view, name in _VERSION),
    path("<str:town>/was-daraus-wurde/meine-antwort/", own_answer, name="own_answer"),
    path("<str:town>/barrierefreiheit/", public.standing("accessibility", public.ACCESSIBILITY), name="accessibility"),
    path("<str:town>/datenschutz/", public.standing("privacy", public.PRIVACY), name="privacy"),
    path("<str:town>/impressum/", public.standing("imprint", public.IMPRINT), name="imprint"),
)

urlpatterns: list[URLPattern | URLResolver] = [*_STAFF, *_PUBLIC]
