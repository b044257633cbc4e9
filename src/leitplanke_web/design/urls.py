"""Addresses of design."""

from django.urls import URLPattern, URLResolver, path

from leitplanke_web.design import views

app_name = "design"
urlpatterns: list[URLPattern | URLResolver] = [
    path("gestaltung/", views.components, name="components"),
    path("anzeige/", views.display, name="display"),
]
