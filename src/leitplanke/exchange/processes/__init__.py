"""Processes as they are shipped: `templates.toml`, in our own words, with its version; actors as a workbook."""

from functools import cache
from importlib.resources import files

from leitplanke.exchange.located import read_toml
from leitplanke.exchange.places import FaultLog
from leitplanke.exchange.shapes import read_shape
from leitplanke.participation.process import ProcessTemplates

_FILE = "templates.toml"


@cache
def shipped_templates() -> ProcessTemplates:
    """The processes and letters of this version of the program."""
    return read_templates(files("leitplanke.exchange.processes").joinpath(_FILE).read_text("utf-8"), file=_FILE)


def read_templates(text: str, *, file: str) -> ProcessTemplates:
    """Processes in TOML. Raises `FaultyInputError` with every fault by row."""
    log = FaultLog()
    node = read_toml(file, text, log)
    found = None if node is None else read_shape(ProcessTemplates, node, log)
    log.raise_if_any(lambda name: (0, name))
    assert found is not None
    return found.value
