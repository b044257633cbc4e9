"""Addresses of the process."""

from django.urls import URLPattern, URLResolver, path

from leitplanke_web.process.views import actors, letters, phases, public

app_name = "process"

_ALL = "<str:town>/arbeit/prozess/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("<str:town>/beteiligung/", public.public, name="public"),
    path(_ALL, phases.process, name="process"),
    path(f"{_ALL}angaben/", phases.process_edit, name="process_edit"),
    path(f"{_ALL}phase-neu/", phases.phase_new, name="phase_new"),
    path(f"{_ALL}phasen/<str:phase>/", phases.phase, name="phase"),
    path(f"{_ALL}briefe/<str:letter>/", letters.letter, name="letter"),
    path(f"{_ALL}briefe/<str:letter>/brief.docx", letters.letter_docx, name="letter_docx"),
    path(f"{_ALL}akteure/", actors.actors, name="actors"),
    path(f"{_ALL}akteure/tabelle/", actors.actor_sheet, name="actor_sheet"),
    path(f"{_ALL}akteure/akteure.xlsx", actors.actor_file, name="actor_file"),
    path(f"{_ALL}akteur-neu/", actors.actor_new, name="actor_new"),
    path(f"{_ALL}akteure/<str:actor>/", actors.actor, name="actor"),
]
