"""Addresses of discussions."""

from django.urls import URLPattern, URLResolver, path

from leitplanke_web.discussion.views import moderating, planning, public, receipts, taking_part

app_name = "discussion"

_ALL = "<str:town>/arbeit/diskussionen/"
_ONE = f"{_ALL}<str:discussion>/"
_PUBLIC = "<str:town>/diskussion/"
_SHOWN = f"{_PUBLIC}<str:discussion>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_ALL, planning.discussions, name="staff_discussions"),
    path("<str:town>/arbeit/diskussion-neu/", planning.discussion_new, name="discussion_new"),
    path(_ONE, planning.discussion, name="staff_discussion"),
    path(f"{_ONE}bearbeiten/", planning.discussion_edit, name="discussion_edit"),
    path(f"{_ONE}beitraege/", moderating.moderation, name="moderation"),
    path(f"{_ONE}beitrag-eingeben/", moderating.tell, name="tell"),
    path(f"{_ONE}buendel/", moderating.clusters, name="clusters"),
    path(_PUBLIC, public.discussions, name="discussions"),
    path("<str:town>/diskussion-nachsehen/", receipts.own_contribution, name="own_contribution"),
    path(_SHOWN, public.discussion, name="discussion"),
    path(f"{_SHOWN}leichte-sprache/", public.plain, name="plain"),
    path(f"{_SHOWN}mitreden/", taking_part.contribute, name="contribute"),
    path(f"{_SHOWN}abstimmen/", taking_part.vote, name="vote"),
    path(f"{_SHOWN}melden/<int:contribution>/", taking_part.notice, name="notice"),
]
