"""English is complete: every app that has words has a catalogue, and no word of it is missing or guessed."""

import re

import pytest
from babel.messages.pofile import read_po

WORDS = re.compile(r"\{% (?:block)?translate|django\.utils\.translation import (?:p?gettext)")
ENTRY = re.compile(r'^(?:msgctxt ".*"\n)?msgid (?:".*"\n)+', re.MULTILINE)
CATALOGUE = "locale/en/LC_MESSAGES/django.po"


def _missing(catalogue):
    for message in catalogue:
        words = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and (message.fuzzy or not all(words)):
            yield message.id


@pytest.fixture(scope="module")
def apps(root):
    """The apps of the web that say something."""
    folders = [folder for folder in (root / "src" / "leitplanke_web").iterdir() if (folder / "apps.py").is_file()]
    texts = {folder: [*folder.rglob("*.py"), *folder.rglob("*.html"), *folder.rglob("*.txt")] for folder in folders}
    return [folder for folder, files in texts.items() if any(WORDS.search(one.read_text("utf-8")) for one in files)]


def test_every_app_with_words_has_a_catalogue(apps):
    assert {"strategy", "portal", "towns"} <= {app.name for app in apps}
    assert [app.name for app in apps if not (app / CATALOGUE).is_file()] == []


def test_no_english_word_is_missing(apps):
    missing = {}
    for app in apps:
        with (app / CATALOGUE).open("rb") as file:
            missing[app.name] = list(_missing(read_po(file)))

    assert {name: ids for name, ids in missing.items() if ids} == {}


def _named(text):
    """The words of each entry with their context; babel's reader takes the last of two in silence, gettext refuses."""
    entries = (entry.replace("#~ ", "") for entry in text.split("\n\n"))
    return [found[0] for entry in entries if (found := ENTRY.search(entry))]


def test_no_word_is_translated_twice(apps):
    named = [(app.name, _named((app / CATALOGUE).read_text("utf-8"))) for app in apps]

    assert [(app, one) for app, found in named for one in found if found.count(one) > 1] == []


def test_search_finds_planted_doubles():
    assert _named('msgid "a"\nmsgstr "b"\n\n#~ msgid "a"\n#~ msgstr "c"\n') == ['msgid "a"\n'] * 2


def test_search_finds_planted_gaps(tmp_path):
    page = tmp_path / "django.po"
    page.write_text('msgid "a"\nmsgstr ""\n\n#, fuzzy\nmsgid "b"\nmsgstr "b"\n\nmsgid "c"\nmsgstr "c"\n', "utf-8")

    with page.open("rb") as file:
        assert list(_missing(read_po(file))) == ["a", "b"]
