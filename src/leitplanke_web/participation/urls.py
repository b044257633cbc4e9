"""Addresses of participation."""

from django.urls import URLPattern, URLResolver, path

from leitplanke_web.participation.views import answering, paper, paper_entry, staff, surveys

app_name = "participation"

urlpatterns: list[URLPattern | URLResolver] = [
    path("<str:town>/arbeit/umfrage/", staff.survey, name="staff_survey"),
    path("<str:town>/arbeit/umfrage/codes/", staff.make_codes, name="make_codes"),
    path("<str:town>/arbeit/umfrage/papier/", paper.overview, name="paper"),
    path("<str:town>/arbeit/umfrage/papier/drucken/", paper.print_out, name="print_paper"),
    path("<str:town>/arbeit/umfrage/papier/einlesen/", paper.read, name="read_scans"),
    path("<str:town>/arbeit/umfrage/papier/eingeben/", paper_entry.enter, name="enter_paper"),
    path("<str:town>/umfrage/", surveys.survey, name="survey"),
    path("<str:town>/umfrage/<str:audience>/", answering.answer, name="answer"),
]
