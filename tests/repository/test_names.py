"""A file is named by what it holds, and stays short enough to be read."""

import ast
import re

NAMES_WITHOUT_MEANING = {"utils", "util", "helpers", "helper", "common", "misc", "signals"}
MOST_LINES_OF_A_FILE = 500
MOST_LINES_OF_A_FUNCTION = 60


def test_file_and_folder_names_say_what_they_hold(repository_files, root):
    meaningless = [
        str(file.relative_to(root))
        for file in repository_files
        if any(part.split(".")[0].lower() in NAMES_WITHOUT_MEANING for part in file.relative_to(root).parts)
    ]

    assert meaningless == []


def test_python_files_are_lower_snake_nouns(repository_files, root):
    python_names = {str(file.relative_to(root)): file.stem for file in repository_files if file.suffix == ".py"}

    assert [path for path, stem in python_names.items() if not re.fullmatch(r"_{0,2}[a-z0-9_]+", stem)] == []


def test_source_file_is_at_most_500_lines(source_files, root):
    lengths = {str(file.relative_to(root)): len(file.read_text("utf-8").splitlines()) for file in source_files}

    assert {path: length for path, length in lengths.items() if length > MOST_LINES_OF_A_FILE} == {}


def test_function_is_at_most_60_lines(source_files, root):
    too_long = {
        f"{file.relative_to(root)}:{node.lineno} {node.name}": node.end_lineno - node.lineno + 1
        for file in source_files
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno + 1 > MOST_LINES_OF_A_FUNCTION
    }

    assert too_long == {}


def test_what_is_not_text_is_a_picture_or_a_font(repository_files, root):
    """A package or a program that was downloaded beside the work is not ours to hand on."""
    others = [str(file.relative_to(root)) for file in repository_files if file.suffix not in {".png", ".woff2"}]

    assert [name for name in others if b"\0" in (root / name).read_bytes()] == []
