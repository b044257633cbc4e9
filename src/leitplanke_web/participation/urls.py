"""Addresses of participation."""

from django.urls import path

from leitplanke_web.participation.views import answering, surveys

app_name = "participation"

urlpatterns = [
    path("<str:town>/umfrage/", surveys.survey, name="survey"),
    path("<str:town>/umfrage/<str:audience>/", answering.answer, name="answer"),
]
