"""Groups that are open while rows are read."""

from dataclasses import dataclass

from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Expression


@dataclass(frozen=True, slots=True)
class Block:
    """A group or repeat, told apart by the line in which it begins."""

    line: int
    name: str
    title: Text
    condition: Expression | None
