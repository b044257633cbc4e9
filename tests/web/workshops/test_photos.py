"""Photos of the wall in the minutes: made anew, described, for members alone, printed."""

import io
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import docx
import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django_scopes import scope
from PIL import Image

from factories.photos import PLACE, jpeg
from factories.workshops import planned, running
from leitplanke.exchange.photos import clean_photo
from leitplanke_web.workshops.actions.photos import MOST_PHOTOS, add_photo
from leitplanke_web.workshops.models import Photo
from leitplanke_web.workshops.queries import workshop as workshop_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(town, moderator):
    return running(town, moderator=moderator)


def upload(client: Client, held, content: bytes, words: str = "Wand mit Karten", name: str = "wand.jpg"):
    return client.post(home(held, "fotos/"), {"photo": SimpleUploadedFile(name, content), "words": words})


def home(held, tail: str = "") -> str:
    return f"/{held.town_id}/arbeit/werkstaetten/{held.identifier}/protokoll/{tail}"


def photos(held) -> list[Photo]:
    with scope(town=held.town):
        return list(Photo.objects.filter(workshop=held))


def test_photo_stands_in_the_minutes_with_its_words_and_without_its_place(moderation, held):
    answer = upload(moderation, held, jpeg())

    page = moderation.get(home(held)).content.decode()
    (stored,) = photos(held)
    shown = moderation.get(home(held, f"fotos/{stored.pk}.jpg"))
    assert (answer.status_code, shown["Content-Type"]) == (302, "image/jpeg")
    assert 'alt="Wand mit Karten" width="200" height="300"' in page
    assert PLACE not in bytes(stored.content)
    assert shown.content == bytes(stored.content)
    assert Image.open(io.BytesIO(shown.content)).size == (200, 300)


def test_photo_without_words_is_refused_and_says_so(moderation, held):
    answer = upload(moderation, held, jpeg(), words="")

    assert (answer.status_code, list(answer.context["form"].errors), photos(held)) == (422, ["words"], [])


@pytest.mark.parametrize("content", [b"", b"<svg/>", b"GIF89a", jpeg()[:100]])
def test_what_is_no_photo_is_refused_and_the_words_are_kept(moderation, held, content):
    answer = upload(moderation, held, content)

    form = answer.context["form"]
    assert (answer.status_code, list(form.errors), form["words"].value()) == (422, ["photo"], "Wand mit Karten")
    assert photos(held) == []


def test_same_photo_twice_is_one_and_too_many_are_refused(moderation, held, moderator):
    upload(moderation, held, jpeg())
    upload(moderation, held, jpeg())
    assert len(photos(held)) == 1
    with scope(town=held.town):
        row = workshop_of(held.town, held.identifier)
        for number in range(1, MOST_PHOTOS):
            add_photo(row, moderator, jpeg(width=40 + number), words=str(number))

    answer = upload(moderation, held, jpeg(colour="red"))

    assert (answer.status_code, len(photos(held))) == (422, MOST_PHOTOS)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_store_one_photo_and_nobody_waits_while_it_is_read(held, moderator, monkeypatch):
    together = Barrier(2, timeout=10)

    def read(data):
        assert not connection.in_atomic_block
        together.wait()
        return clean_photo(data)

    def added(_):
        try:
            with scope(town=held.town):
                add_photo(held, moderator, jpeg(), words="Wand mit Karten")
        finally:
            connection.close()

    monkeypatch.setattr("leitplanke_web.workshops.actions.photos.clean_photo", read)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(added, range(2)))

    assert len(photos(held)) == 1


def test_workshop_that_has_not_begun_has_no_wall(moderation, town, moderator):
    answer = upload(moderation, planned(town, moderator), jpeg())

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["photo"])


def test_photo_is_removed(moderation, held):
    upload(moderation, held, jpeg())

    answer = moderation.post(home(held, "fotos/"), {"go": "drop", "photo": str(photos(held)[0].pk)})

    assert (answer.status_code, photos(held)) == (302, [])


def test_photo_is_printed_with_its_words_in_pdf_and_word(moderation, held):
    upload(moderation, held, jpeg(), words="Wand <b> mit Karten")

    pdf = pikepdf.open(io.BytesIO(moderation.get(home(held, "protokoll.pdf")).content))
    word = docx.Document(io.BytesIO(moderation.get(home(held, "protokoll.docx")).content))

    told = [str(one["/Alt"]) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]
    assert told == ["Wand <b> mit Karten"]
    assert [shape._inline.docPr.get("descr") for shape in word.inline_shapes] == ["Wand <b> mit Karten"]  # noqa: SLF001 - the library has no public way


def test_photo_is_for_members_alone(moderation, held):
    upload(moderation, held, jpeg())

    assert Client().get(home(held, f"fotos/{photos(held)[0].pk}.jpg")).status_code == 302
