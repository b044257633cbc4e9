"""Addresses below a town's `arbeit/`."""

from django.urls import path

from leitplanke_web.towns.views.details import details_page
from leitplanke_web.towns.views.log import log_page
from leitplanke_web.towns.views.members import invite_page, member_page, members_page, new_member_page, remove_page

app_name = "towns"
urlpatterns = [
    path("angaben/", details_page, name="details"),
    path("mitglieder/", members_page, name="members"),
    path("mitglieder/neu/", new_member_page, name="member_new"),
    path("mitglieder/<int:member_id>/", member_page, name="member"),
    path("mitglieder/<int:member_id>/entfernen/", remove_page, name="member_remove"),
    path("mitglieder/<int:member_id>/einladen/", invite_page, name="member_invite"),
    path("protokoll/", log_page, name="log"),
]
