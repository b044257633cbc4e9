"""Addresses of workshops."""

from django.urls import URLPattern, URLResolver, path

from leitplanke_web.workshops.views import minutes, moderation, planning, room

app_name = "workshops"

_ALL = "<str:town>/arbeit/werkstaetten/"
_ONE = f"{_ALL}<str:workshop>/"
_ROOM = "<str:town>/werkstatt/<str:code>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_ALL, planning.workshops, name="workshops"),
    path("<str:town>/arbeit/werkstatt-neu/", planning.workshop_new, name="workshop_new"),
    path(_ONE, planning.workshop, name="workshop"),
    path(f"{_ONE}ablauf/", planning.agenda, name="agenda"),
    path(f"{_ONE}einladung.ics", planning.invitation, name="invitation"),
    path(f"{_ONE}aushang/", planning.poster, name="poster"),
    path(f"{_ONE}moderation/", moderation.moderation, name="moderation"),
    path(f"{_ONE}moderation/stand/", moderation.screen, name="screen"),
    path(f"{_ONE}karten/<str:step>/", moderation.board, name="board"),
    path(f"{_ONE}karten/<str:step>/karten.pdf", moderation.cards_pdf, name="cards_pdf"),
    path(f"{_ONE}stimmzettel/<str:step>/", moderation.ballots, name="ballots"),
    path(f"{_ONE}protokoll/", minutes.minutes, name="minutes"),
    path(f"{_ONE}protokoll/fotos/", minutes.photos, name="photos"),
    path(f"{_ONE}protokoll/fotos/<int:photo>.jpg", minutes.photo, name="photo"),
    path(f"{_ONE}protokoll/protokoll.pdf", minutes.minutes_pdf, name="minutes_pdf"),
    path(f"{_ONE}protokoll/protokoll.docx", minutes.minutes_docx, name="minutes_docx"),
    path("<str:town>/werkstatt/", room.entrance, name="entrance"),
    path(_ROOM, room.room, name="room"),
    path(f"{_ROOM}stand/", room.wall, name="wall"),
]
