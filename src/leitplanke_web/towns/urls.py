"""Addresses of towns."""

from django.urls import URLPattern, URLResolver

app_name = "towns"
urlpatterns: list[URLPattern | URLResolver] = []
