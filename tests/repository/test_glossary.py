"""One concept, one word: every value of the core and every table of the web is in the glossary, once."""

import ast
import re

import pytest

FOLDED = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})


@pytest.fixture(scope="module")
def entries(root):
    """(Fachwort, names in code, meaning) of every row."""
    text = (root / "docs" / "glossary.md").read_text("utf-8")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line[:2] == "| "]
    return [row for row in rows if row[0] != "Fachwort"]


def _values(source_files):
    """Public classes of the kernel, of every stage's values, of the town folder, and the tables of the web."""
    for file in source_files:
        is_stage_model = file.parent.name == "model" or (
            file.name == "model.py" and file.parents[1].name == "leitplanke"
        )
        package = file if file.name == "models.py" else file.parent
        is_web_model = package.stem == "models" and package.parents[1].name == "leitplanke_web"
        if is_stage_model or is_web_model or file.parent.name == "kernel" or file.name == "town.py":
            for node in ast.parse(file.read_text("utf-8")).body:
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and node.name != "PersonManager":
                    yield node.name


def test_every_value_is_explained(entries, source_files):
    explained = {name for _, names, _ in entries for name in re.findall(r"`(\w+)", names)}

    assert sorted(set(_values(source_files)) - explained) == []


def test_no_entry_explains_a_value_that_is_gone(entries, source_files):
    classes = {name for _, names, _ in entries for name in re.findall(r"`([A-Z]\w+)", names)}

    assert sorted(classes - set(_values(source_files)) - {"Cents", "Month"}) == []


def test_no_word_and_no_value_is_explained_twice(entries):
    words = [word for word, _, _ in entries]
    names = [name for _, cell, _ in entries for name in re.findall(r"`([^`]+)`", cell)]

    assert sorted({word for word in words if words.count(word) > 1}) == []
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_words_are_in_alphabetical_order(entries):
    words = [word.casefold().translate(FOLDED) for word, _, _ in entries]

    assert words == sorted(words)


def test_meaning_is_one_sentence(entries):
    assert [word for word, _, meaning in entries if not meaning.endswith(".") or ". " in meaning] == []
