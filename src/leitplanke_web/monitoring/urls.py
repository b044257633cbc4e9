"""Addresses of monitoring."""

from django.urls import URLPattern, URLResolver, path

from leitplanke_web.monitoring import views

app_name = "monitoring"

urlpatterns: list[URLPattern | URLResolver] = [path("rueckmeldungen/", views.replies, name="replies")]
