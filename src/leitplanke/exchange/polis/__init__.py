"""Conversations on statements, as Polis exports them.

Enters: a folder with `votes.csv` or `participants-votes.csv`, and with `comments.csv` and `summary.csv` if there are
any. Leaves: a `PolisExport`. Must not: repair a vote; what is read differently or missing stands in the notes.
"""

from leitplanke.exchange.polis.model import PolisExport
from leitplanke.exchange.polis.reader import read_polis, read_polis_files

__all__ = ["PolisExport", "read_polis", "read_polis_files"]
