"""Addresses of one's own account, beside those of sign-in."""

from django.urls import path

from leitplanke_web.towns.views.own import erase_page, own_data_file, own_page

app_name = "accounts"
urlpatterns = [
    path("", own_page, name="own"),
    path("daten/", own_data_file, name="data"),
    path("loeschen/", erase_page, name="erase"),
]
