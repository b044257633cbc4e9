"""What the documents say is there is there."""

import argparse
import re
import subprocess
import sys

import pytest

from leitplanke.roadmap.model import DemandKind

READMES = ("README.md", "README.de.md")
FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?[^)]*\)|(?:src|srcset|href)=\"([^\"]+)\"")
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def _anchors(text):
    """Anchors of a page as forges make them: lower case, punctuation gone, spaces to hyphens."""
    anchors = set(re.findall(r"<a (?:id|name)=\"([^\"]+)\"", text))
    for title in HEADING.findall(FENCE.sub("", text)):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", title).replace("`", "").lower()
        anchor = re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")
        anchors.add(anchor if anchor not in anchors else f"{anchor}-1")
    return anchors


def _broken(document, link):
    path, _, anchor = link.partition("#")
    target = (document.parent / path) if path else document
    if not target.exists():
        return True
    return bool(anchor) and target.suffix == ".md" and anchor not in _anchors(target.read_text("utf-8"))


def _commands(parser, words=("leitplanke",)):
    """Every sub-command with its words, its one-line help and its parser."""
    for action in parser._actions:  # noqa: SLF001 - argparse offers no public way to its sub-parsers
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - likewise
            lines = {choice.dest: choice.help for choice in action._choices_actions}  # noqa: SLF001 - likewise
            for name, child in action.choices.items():
                yield (*words, name), lines.get(name), child
                yield from _commands(child, (*words, name))


@pytest.fixture(scope="module")
def commands():
    from leitplanke.cli import build_parser  # noqa: PLC0415 - only these tests need the terminal

    return tuple(_commands(build_parser()))


def test_link_inside_the_repository_leads_somewhere(documents, root):
    broken = [
        f"{document.relative_to(root)}: {link}"
        for document in documents
        for pair in LINK.findall(FENCE.sub("", document.read_text("utf-8")))
        for link in pair
        if link and not OUTSIDE.match(link) and _broken(document, link)
    ]

    assert broken == []


def test_page_named_in_the_source_exists(source_files, root):
    gone = {
        f"{file.relative_to(root)}: {page}"
        for file in source_files
        for page in re.findall(r"\bdocs/[\w/-]+\.(?:md|json)\b", file.read_text("utf-8"))
        if not (root / page).is_file()
    }

    assert sorted(gone) == []


def test_link_check_finds_planted_faults(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# One `word` here\n\n## Über Größe, zwei\n", "utf-8")

    links = ("page.md", "#one-word-here", "page.md#über-größe-zwei", "gone.md", "page.md#nowhere")

    assert [_broken(page, link) for link in links] == [False, False, False, True, True]


def test_method_pages_and_their_index_agree(root):
    folder = root / "docs" / "methods"
    listed = re.findall(r"\]\(([\w-]+\.md)\)", (folder / "README.md").read_text("utf-8"))

    assert sorted(listed) == sorted(page.name for page in folder.glob("*.md") if page.name != "README.md")


def test_conflicts_page_says_of_every_kind_of_demand_what_it_means_to_drop_it(root):
    rows = re.findall(r"^\| (`.*?) \|", (root / "docs" / "methods" / "conflicts.md").read_text("utf-8"), re.MULTILINE)

    assert sorted(re.findall("`([a-z_]+)`", " ".join(rows))) == sorted(["kind", *DemandKind])


@pytest.mark.parametrize("readme", READMES)
def test_readme_names_every_make_verb(root, readme):
    verbs = re.findall(r"^(?!help)([a-z]+):.*## ", (root / "Makefile").read_text("utf-8"), re.MULTILINE)
    text = (root / readme).read_text("utf-8")

    assert len(verbs) >= 6
    assert [verb for verb in verbs if not re.search(rf"\bmake {verb}\b|`{verb}`", text)] == []


@pytest.mark.parametrize("readme", READMES)
def test_readme_names_every_command(root, readme, commands):
    text = (root / readme).read_text("utf-8")

    assert [" ".join(words) for words, _, _ in commands if " ".join(words) not in text] == []


def test_help_tells_every_command_and_option(commands):
    silent = [" ".join(words) for words, line, _ in commands if not line]
    silent += [
        f"{' '.join(words)} {action.dest}"
        for words, _, parser in commands
        for action in parser._actions  # noqa: SLF001 - argparse offers no public way to its options
        if not action.help and not isinstance(action, argparse._SubParsersAction)  # noqa: SLF001 - likewise
    ]

    assert commands
    assert silent == []


def test_help_of_the_module_lists_every_command(commands):
    told = subprocess.run([sys.executable, "-m", "leitplanke", "--help"], check=True, capture_output=True, text=True)

    top = [words[-1] for words, _, _ in commands if len(words) == 2]
    assert [name for name in top if not re.search(rf"^\s+{name}\b", told.stdout, re.MULTILINE)] == []


def test_security_page_names_the_supported_version(root, settings):
    major_minor = ".".join(settings["project"]["version"].split(".")[:2])

    assert f"{major_minor}.x" in (root / "SECURITY.md").read_text("utf-8")
