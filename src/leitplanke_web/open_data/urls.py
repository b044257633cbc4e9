"""Addresses of open_data."""

from django.urls import URLPattern, URLResolver, path

from leitplanke_web.open_data import views

app_name = "open_data"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.index, name="index"),
    path("<int:version>/", views.index, name="version"),
    path("<int:version>/<str:name>", views.file, name="version_file"),
    path("<str:name>", views.file, name="file"),
]
