"""Addresses of participation."""

from django.urls import URLPattern, URLResolver, path

from leitplanke_web.participation.views import answering, field, staff, surveys

app_name = "participation"

urlpatterns: list[URLPattern | URLResolver] = [
    path("<str:town>/arbeit/umfrage/", staff.survey, name="staff_survey"),
    path("<str:town>/arbeit/umfrage/codes/", staff.make_codes, name="make_codes"),
    path("<str:town>/arbeit/umfrage/stand/", field.field, name="field"),
    path("<str:town>/arbeit/umfrage/wege/", field.ways, name="ways"),
    path("<str:town>/arbeit/umfrage/wege/<str:audience>/", field.poster, name="poster"),
    path("<str:town>/arbeit/gespraech/<str:audience>/<str:how>/", answering.interview, name="interview"),
    path("<str:town>/umfrage/", surveys.survey, name="survey"),
    path("<str:town>/umfrage/<str:audience>/", answering.answer, name="answer"),
    path("<str:town>/umfrage/<str:audience>/kiosk/", answering.kiosk, name="kiosk"),
]
