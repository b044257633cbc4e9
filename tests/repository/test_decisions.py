"""A decision record is one page in four parts, with a number of its own."""

import re

PARTS = ["Context", "Decision", "Rejected options", "Consequences"]
MOST_WORDS = 700


def _records(root):
    return sorted((root / "docs" / "decisions").glob("[0-9]*.md"))


def test_record_has_the_four_parts_in_order(root):
    parts = {
        record.name: re.findall(r"^## (.+)$", record.read_text("utf-8"), re.MULTILINE) for record in _records(root)
    }

    assert parts
    assert {name: found for name, found in parts.items() if found != PARTS} == {}


def test_record_opens_with_its_number_and_says_its_state(root):
    wrong = [
        record.name
        for record in _records(root)
        if not re.match(
            rf"# {record.name[:4]}: .+\n\n(?:State|Status): (?:accepted|superseded by \[\d{{4}}\])",
            record.read_text("utf-8"),
        )
    ]

    assert wrong == []


def test_numbers_are_unique_and_without_gaps(root):
    numbers = [int(record.name[:4]) for record in _records(root)]

    assert numbers == list(range(1, len(numbers) + 1))


def test_record_fits_on_a_page(root):
    lengths = {record.name: len(record.read_text("utf-8").split()) for record in _records(root)}

    assert {name: words for name, words in lengths.items() if words > MOST_WORDS} == {}


def test_index_lists_every_record(root):
    listed = re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", (root / "docs" / "decisions" / "README.md").read_text("utf-8"))

    assert listed == [record.name for record in _records(root)]


def test_template_has_the_four_parts(root):
    template = (root / "docs" / "decisions" / "template.md").read_text("utf-8")

    assert re.findall(r"^## (.+)$", template, re.MULTILINE) == PARTS
