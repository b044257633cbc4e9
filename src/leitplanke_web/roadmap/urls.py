"""Addresses of roadmap."""

from django.urls import URLPattern, URLResolver, path

from leitplanke_web.roadmap.views import capacities, grants

app_name = "roadmap"
urlpatterns: list[URLPattern | URLResolver] = [
    path("kapazitaeten/", capacities.capacities, name="capacities"),
    path("kapazitaeten/geld/", capacities.year_edit, name="year_edit"),
    path("kapazitaeten/foerderung/neu/", grants.grant_new, name="grant_new"),
    path("kapazitaeten/foerderung/<str:grant>/bearbeiten/", grants.grant_edit, name="grant_edit"),
    path("kapazitaeten/foerderung/<str:grant>/entfernen/", grants.grant_remove, name="grant_remove"),
    path("kapazitaeten/stellen/neu/", capacities.unit_new, name="unit_new"),
    path("kapazitaeten/stellen/<str:unit>/bearbeiten/", capacities.unit_edit, name="unit_edit"),
    path("kapazitaeten/stellen/<str:unit>/entfernen/", capacities.unit_remove, name="unit_remove"),
]
