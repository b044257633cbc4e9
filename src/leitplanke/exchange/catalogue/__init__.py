"""The catalogue as it is shipped: `elements.toml`, in our own words, with its version, sources and marks to check."""

from functools import cache
from importlib.resources import files

from leitplanke.exchange.located import read_toml
from leitplanke.exchange.places import FaultLog
from leitplanke.exchange.shapes import read_shape
from leitplanke.strategy.catalogue import Catalogue

_FILE = "elements.toml"


@cache
def shipped_catalogue() -> Catalogue:
    """The catalogue of this version of the program."""
    return read_catalogue(files("leitplanke.exchange.catalogue").joinpath(_FILE).read_text("utf-8"), file=_FILE)


def read_catalogue(text: str, *, file: str) -> Catalogue:
    """A catalogue in TOML. Raises `FaultyInputError` with every fault by row."""
    log = FaultLog()
    node = read_toml(file, text, log)
    found = None if node is None else read_shape(Catalogue, node, log)
    log.raise_if_any(lambda name: (0, name))
    assert found is not None
    return found.value
