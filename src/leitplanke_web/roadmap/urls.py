"""Addresses of roadmap."""

from django.urls import URLPattern, URLResolver, path

from leitplanke_web.roadmap import views

app_name = "roadmap"
urlpatterns: list[URLPattern | URLResolver] = [
    path("kapazitaeten/", views.capacities, name="capacities"),
    path("kapazitaeten/geld/", views.year_edit, name="year_edit"),
    path("kapazitaeten/stellen/neu/", views.unit_new, name="unit_new"),
    path("kapazitaeten/stellen/<str:unit>/bearbeiten/", views.unit_edit, name="unit_edit"),
    path("kapazitaeten/stellen/<str:unit>/entfernen/", views.unit_remove, name="unit_remove"),
]
