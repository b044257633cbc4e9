"""The import contracts hold, and each of them refuses what it is there to refuse."""

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"babel", "duckdb", "highspy", "ibis", "jinja2", "numpy", "openpyxl", "ortools", "pandas", "pyarrow"}
HEAVY |= {"pydantic", "pyreadstat", "scipy"}

STATISTICS_FILES = "leitplanke/exchange/surveys/statistics_files.py"

# library → the only packages and modules that may import it.
CORNERS = {
    "duckdb": ("leitplanke/evidence/engines",),
    "highspy": ("leitplanke/roadmap/solvers", "leitplanke/evidence/audit.py"),
    "ibis": ("leitplanke/evidence/engines",),
    "ortools": ("leitplanke/roadmap/solvers",),
    "pandas": (STATISTICS_FILES,),
    "pyarrow": ("leitplanke/evidence/engines", STATISTICS_FILES),
    "pyreadstat": ("leitplanke/evidence/engines", STATISTICS_FILES),
    "scipy": (),
}

# contract → planted (module, line): each line alone must be refused.
PLANTED = {
    "core-layers": [
        ("kernel", "from leitplanke.participation import model"),
        ("participation", "from leitplanke.evidence import model"),
        ("evidence", "from leitplanke.strategy import model"),
        ("strategy", "from leitplanke.roadmap import model"),
        ("roadmap", "from leitplanke.monitoring import model"),
        ("monitoring", "from leitplanke.exchange import town"),
        ("exchange", "import leitplanke.report"),
        ("report", "import leitplanke.chain"),
        ("chain", "import leitplanke.cli"),
        ("", "X = 1"),  # a new part without a place in the layers
    ],
    "core-is-pure": [
        ("kernel", "import django"),
        ("exchange", "import httpx"),
        ("evidence", "import sqlite3"),
        ("report", "import leitplanke_web"),
    ],
    "solvers": [("strategy", "import ortools"), ("roadmap.check", "import highspy"), ("evidence", "import scipy")],
    "engines": [("roadmap", "import duckdb"), ("evidence.model", "import ibis"), ("exchange", "import pandas")],
    "checker-is-independent": [("roadmap.check", "import leitplanke.roadmap.solve")],
    "no-cycles": [("kernel", "from leitplanke.evidence import model")],
    "web-layers": [
        ("leitplanke_web.design", "import leitplanke_web.accounts.models"),
        ("leitplanke_web.accounts", "import leitplanke_web.audit.models"),
        ("leitplanke_web.audit", "import leitplanke_web.towns.models"),
        ("leitplanke_web.towns", "import leitplanke_web.participation.queries"),
        ("leitplanke_web.participation", "import leitplanke_web.evidence.queries"),
        ("leitplanke_web.discussion", "import leitplanke_web.workshops.queries"),
        ("leitplanke_web.workshops", "import leitplanke_web.evidence.queries"),
        ("leitplanke_web.evidence", "import leitplanke_web.strategy.queries"),
        ("leitplanke_web.strategy", "import leitplanke_web.roadmap.queries"),
        ("leitplanke_web.roadmap", "import leitplanke_web.monitoring.queries"),
        ("leitplanke_web.monitoring", "import leitplanke_web.portal.models"),
        ("leitplanke_web.portal", "import leitplanke_web.open_data.urls"),
        ("leitplanke_web.open_data", "import leitplanke_web.config.urls"),
        ("leitplanke_web", "X = 1"),  # a new app without a place in the layers
    ],
    "inside-an-app": [
        ("leitplanke_web.strategy.models", "import leitplanke_web.strategy.queries"),
        ("leitplanke_web.strategy.queries", "import leitplanke_web.strategy.actions"),
        ("leitplanke_web.towns.models", "import leitplanke_web.towns.permissions"),
    ],
    **{
        f"own-{stage}": [("leitplanke_web.portal", f"import leitplanke_web.{stage}.models")]
        for stage in (
            *("participation", "discussion", "workshops", "evidence", "strategy", "roadmap", "monitoring", "process"),
        )
    },
}


@pytest.fixture
def tree(tmp_path, root):
    shutil.copytree(root / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "*.woff2"))
    shutil.copy(root / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def contract_names(settings):
    return {contract["id"]: contract["name"] for contract in settings["tool"]["importlinter"]["contracts"]}


def _plant(tree, module, line):
    """Add the line to the module, or as a new module `planted` where it is a package."""
    parts = (
        module.split(".") if module.startswith("leitplanke_web") else ["leitplanke", *filter(None, module.split("."))]
    )
    place = tree.joinpath("src", *parts)
    file = place / "planted.py" if place.is_dir() else place.with_suffix(".py")
    before = file.read_text("utf-8") if file.exists() else ""
    file.write_text(f"{before}\n{line}\n", "utf-8")


def _broken_contracts(tree):
    linted = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--config", tree / "pyproject.toml"],
        cwd=tree / "src",
        check=False,
        capture_output=True,
        text=True,
    )
    output = linted.stdout + linted.stderr
    assert "Contracts: " in output, output
    broken = set(re.findall(r"^(.+) BROKEN\b", output, re.MULTILINE))
    assert bool(broken) == bool(linted.returncode)
    return broken


def _imported(file):
    """Top-level names of the packages that a file imports anywhere."""
    nodes = list(ast.walk(ast.parse(file.read_text("utf-8"))))
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
    return {name.split(".")[0] for name in names}


def test_tree_keeps_every_contract(tree):
    assert _broken_contracts(tree) == set()


def test_every_contract_is_tried(contract_names):
    assert sorted(PLANTED) == sorted(contract_names)


@pytest.mark.parametrize(
    ("contract", "module", "line"),
    [(contract, module, line) for contract, cases in PLANTED.items() for module, line in cases],
)
def test_planted_violation_is_refused_by_its_contract(tree, contract_names, contract, module, line):
    _plant(tree, module, line)

    assert contract_names[contract] in _broken_contracts(tree)


def test_cycle_within_a_stage_is_refused(tree, contract_names):
    _plant(tree, "evidence.first", "import leitplanke.evidence.second")
    _plant(tree, "evidence.second", "import leitplanke.evidence.first")

    assert _broken_contracts(tree) == {contract_names["no-cycles"]}


def test_architecture_page_explains_every_contract_and_layer(root, settings):
    page = (root / "docs" / "architecture.md").read_text("utf-8")
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = [name for layer in contracts[0]["layers"] for name in re.findall(r"\w+", layer)]

    assert [name for name in [*(contract["id"] for contract in contracts), *layers] if f"`{name}`" not in page] == []


def test_heavy_library_stays_in_its_corner(source_files, root):
    strayed = [
        f"{file.relative_to(root)}: {library}"
        for file in source_files
        for library in sorted(_imported(file) & CORNERS.keys())
        if not any(file.is_relative_to(root / "src" / corner) for corner in CORNERS[library])
    ]

    assert strayed == []


def test_package_stays_light_to_import():
    seen = subprocess.run(
        [sys.executable, "-c", "import sys, leitplanke; print(*sorted({name.split('.')[0] for name in sys.modules}))"],
        check=True,
        capture_output=True,
        text=True,
    )

    assert HEAVY & set(seen.stdout.split()) == set()


@pytest.mark.parametrize("stage", ["participation", "evidence", "strategy", "roadmap", "monitoring", "exchange.town"])
def test_values_of_a_stage_stay_light_to_import(stage):
    module = f"leitplanke.{stage}" if "." in stage else f"leitplanke.{stage}.model"
    seen = subprocess.run(
        [sys.executable, "-c", f"import sys, {module}; print(*sorted({{name.split('.')[0] for name in sys.modules}}))"],
        check=True,
        capture_output=True,
        text=True,
    )

    assert HEAVY & set(seen.stdout.split()) == set()


def test_all_pages_are_ready_without_a_heavy_library(tmp_path):
    settings = {"DJANGO_SETTINGS_MODULE": "leitplanke_web.config.settings", "LEITPLANKE_DATA": str(tmp_path)}
    program = "import sys, django; django.setup(); import leitplanke_web.config.urls; print(*sys.modules)"
    seen = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, **settings},
    )

    for_pages = {"babel", "jinja2", "pydantic"}
    assert (HEAVY - for_pages) & {name.split(".")[0] for name in seen.stdout.split()} == set()


def test_core_imports_where_there_is_no_django():
    program = """
import importlib, pkgutil, sys

class NoDjango:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"django", "leitplanke_web"}:
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, NoDjango())
import leitplanke
for found in pkgutil.walk_packages(leitplanke.__path__, "leitplanke."):
    if found.name != "leitplanke.__main__":
        importlib.import_module(found.name)
print(len([name for name in sys.modules if name.startswith("leitplanke.")]))
"""
    imported = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, text=True)

    assert imported.returncode == 0, imported.stderr
    assert int(imported.stdout) > 10
