"""What every test of the house looks at: the repository's files and settings."""

import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def repository_files() -> tuple[Path, ...]:
    """Every file that is tracked or about to be, sorted; ignored ones are nobody's business."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    files = {ROOT / name for name in listed.stdout.decode().split("\0") if name}
    return tuple(sorted(file for file in files if file.is_file()))


@pytest.fixture(scope="session")
def documents(repository_files) -> tuple[Path, ...]:
    return tuple(file for file in repository_files if file.suffix == ".md")


@pytest.fixture(scope="session")
def source_files(repository_files) -> tuple[Path, ...]:
    return tuple(file for file in repository_files if file.suffix == ".py" and file.is_relative_to(ROOT / "src"))


@pytest.fixture(scope="session")
def settings_text() -> str:
    return (ROOT / "pyproject.toml").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def settings(settings_text) -> dict:
    return tomllib.loads(settings_text)
