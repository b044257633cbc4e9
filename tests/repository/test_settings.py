"""Every dependency and every switched-off rule says why; the version is one; locks name no place."""

import re

import pytest

import leitplanke

# Written with [.] so that this file does not find itself.
PLACES = re.compile(
    r"pypi[.]org|files[.]pythonhosted|registry[.]npmjs|deb[.]debian|download[.]pytorch|"
    r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+|tmp/wt)/|"
    r"\b(?:10[.]\d{1,3}|192[.]168|172[.](?:1[6-9]|2\d|3[01]))[.]\d{1,3}[.]\d{1,3}\b"
)
LOCKS = ("core.lock", "dev.lock")


def _comment_after(text, value):
    lines = [line for line in text.splitlines() if f'"{value}"' in line and "#" in line]
    return lines[0].split("#", 1)[1].strip() if lines else ""


def test_dependency_has_a_reason_on_its_line(settings, settings_text):
    groups = [settings["project"]["dependencies"], *settings["dependency-groups"].values()]
    dependencies = [dependency for group in groups for dependency in group]

    assert [name for name in dependencies if not _comment_after(settings_text, name)] == []


def test_switched_off_rule_has_a_reason_on_its_line(settings, settings_text):
    lint = settings["tool"]["ruff"]["lint"]
    section = settings_text[settings_text.index("[tool.ruff.lint]") : settings_text.index("[tool.ruff.lint.pylint]")]
    everywhere, per_file = section.split("[tool.ruff.lint.per-file-ignores]")
    unexplained = [rule for rule in lint["ignore"] if not _comment_after(everywhere, rule)]
    unexplained += [
        f"{files}: {rule}"
        for files, rules in lint["per-file-ignores"].items()
        for rule in rules
        if not _comment_after(per_file, rule)
    ]

    assert unexplained == []


def test_exception_in_code_names_its_rule_and_its_reason(repository_files, root):
    marker = re.compile(r"#\s*(?:noqa|type:\s*ignore)\b(.*)")
    explained = re.compile(r"(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*|\[[a-z, -]+\])\s*(?:-|#)\s*\S+")
    bare = [
        f"{file.relative_to(root)}:{number}"
        for file in repository_files
        if file.suffix == ".py" and file.name != "test_settings.py"
        for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1)
        for found in marker.finditer(line)
        if not explained.match(found.group(1))
    ]

    assert bare == []


def test_version_is_the_same_everywhere(settings, root):
    publiccode = re.search(r'^softwareVersion: "(.+)"$', (root / "publiccode.yml").read_text("utf-8"), re.MULTILINE)
    released = re.search(r"^## \[(\d.+?)\]", (root / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)

    assert {
        "pyproject.toml": settings["project"]["version"],
        "leitplanke": leitplanke.__version__,
        "publiccode.yml": publiccode and publiccode.group(1),
        "CHANGELOG.md": released and released.group(1),
    } == dict.fromkeys(("pyproject.toml", "leitplanke", "publiccode.yml", "CHANGELOG.md"), leitplanke.__version__)


def test_license_is_the_same_everywhere(settings, root):
    publiccode = (root / "publiccode.yml").read_text("utf-8")

    assert settings["project"]["license"] == "EUPL-1.2"
    assert "license: EUPL-1.2\n" in publiccode
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in (root / "LICENSE").read_text("utf-8")


@pytest.mark.parametrize("name", LOCKS)
def test_lock_pins_every_requirement_with_hashes(root, name):
    blocks = re.split(r"\n(?=[A-Za-z0-9])", (root / "requirements" / name).read_text("utf-8").strip())

    loose = [
        block.splitlines()[0]
        for block in blocks
        if not re.match(r"[A-Za-z0-9._-]+(?:\[[\w,-]+\])?==[^\s;]+", block)
        or not re.search(r"--hash=sha256:[0-9a-f]{64}\b", block)
    ]

    assert len(blocks) > 5
    assert loose == []


@pytest.mark.parametrize("name", LOCKS)
def test_lock_names_no_place(root, name):
    text = (root / "requirements" / name).read_text("utf-8")

    assert re.findall(r"\w+://|--(?:extra-)?index-url|--find-links|--trusted-host|\s@\s", text) == []


@pytest.mark.parametrize("name", LOCKS)
def test_lock_holds_what_is_declared(settings, root, name):
    declared = list(settings["project"]["dependencies"]) + settings["dependency-groups"]["build"]
    declared += settings["dependency-groups"]["dev"] if name == "dev.lock" else []
    locked = set(re.findall(r"^([A-Za-z0-9._-]+)", (root / "requirements" / name).read_text("utf-8"), re.MULTILINE))

    assert [need for need in declared if re.split(r"[\[<>=]", need)[0] not in locked] == []


def test_no_file_names_a_machine_or_a_registry(repository_files, root):
    found = []
    for file in repository_files:
        try:
            text = file.read_text("utf-8")
        except UnicodeDecodeError:
            continue  # fonts and pictures
        found += [f"{file.relative_to(root)}: {place.group()}" for place in PLACES.finditer(text)]

    assert found == []
