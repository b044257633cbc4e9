"""Addresses of strategy."""

from django.urls import URLPattern, URLResolver, path

from leitplanke_web.strategy import views

app_name = "strategy"
urlpatterns: list[URLPattern | URLResolver] = [
    path("massnahmen/", views.measures, name="measures"),
    path("massnahmen/neu/", views.measure_new, name="measure_new"),
    path("massnahmen/<str:measure>/bearbeiten/", views.measure_edit, name="measure_edit"),
    path("massnahmen/<str:measure>/voraussetzungen/", views.measure_needs, name="measure_needs"),
    path("massnahmen/<str:measure>/entfernen/", views.measure_remove, name="measure_remove"),
]
