"""Addresses of evidence, below a town's `arbeit/`."""

from django.urls import URLPattern, URLResolver, path

from leitplanke_web.evidence.views import codebook, coding, diagnosis, findings, population, quotes

app_name = "evidence"

_CODING = [
    path("texte/", coding.overview, name="coding"),
    path("texte/codieren/", coding.go_on, name="coding_go_on"),
    path("texte/codieren/<int:number>/", coding.code, name="coding_text"),
    path("texte/uneinig/", coding.settle, name="coding_settle"),
    path("texte/themen/", codebook.themes_page, name="themes"),
    path("texte/thema-neu/", codebook.theme_new, name="theme_new"),
    path("texte/themen/<str:theme>/", codebook.theme_edit, name="theme"),
    path("texte/zitate/", quotes.quotes, name="quotes"),
]

_RESULTS = [
    path("bevoelkerung/", population.populations, name="populations"),
    path("bevoelkerung/<str:audience>/", population.population, name="population"),
    path("bevoelkerung/<str:audience>/vorlage.csv", population.template_file, name="population_template"),
    path("ergebnisse/", findings.results, name="results"),
    path("ergebnisse/<str:snapshot>/", findings.snapshot_page, name="snapshot"),
    path("ergebnisse/<str:snapshot>/befunde/<str:finding>/", findings.finding_page, name="finding"),
    path("ergebnisse/<str:snapshot>/ansicht/", findings.public_look, name="look"),
    path("ergebnisse/<str:snapshot>/wer-fehlt/", diagnosis.diagnosis, name="diagnosis"),
    path("ergebnisse/<str:snapshot>/dateien/<str:name>", findings.snapshot_file, name="snapshot_file"),
]

urlpatterns: list[URLPattern | URLResolver] = [*_CODING, *_RESULTS]
