"""process.json and discussions.json: what a town has planned and what is being said. No document is made from them.

A file that is not there holds nothing. Both are the user's alone (docs/decisions/0027).
"""

from collections.abc import Iterable

from leitplanke.exchange.json_values import canonical_json
from leitplanke.exchange.listing import DISCUSSIONS, PROCESS, TownFiles
from leitplanke.exchange.shapes import read_shape, read_shapes, require_keys
from leitplanke.exchange.town_texts import note_double_ids
from leitplanke.participation.discussion_kept import KeptDiscussion
from leitplanke.participation.process import KeptProcess


def read_process(files: TownFiles) -> KeptProcess:
    """process.json."""
    node = files.json(PROCESS) if PROCESS in files.contents else None
    found = None if node is None else read_shape(KeptProcess, node, files.log)
    return KeptProcess() if found is None else found.value


def read_discussions(files: TownFiles) -> tuple[KeptDiscussion, ...]:
    """discussions.json (`{"discussions": [...]}`)."""
    node = files.json(DISCUSSIONS) if DISCUSSIONS in files.contents else None
    if node is None or not require_keys(node, frozenset({"discussions"}), frozenset(), files.log):
        return ()
    note_double_ids(node, "discussions", files.log)
    return tuple(one.value for one in read_shapes(KeptDiscussion, node, "discussions", files.log))


def process_json(process: KeptProcess) -> bytes:
    """process.json."""
    return canonical_json(process)


def discussions_json(discussions: Iterable[KeptDiscussion]) -> bytes:
    """discussions.json."""
    return canonical_json({"discussions": tuple(discussions)})
