"""Every deed that an action notes has words in the log."""

import re
from pathlib import Path

import leitplanke_web
from leitplanke_web.audit.mapping import DEEDS

WEB = Path(leitplanke_web.__file__).parent
DEED = re.compile(
    r"\"((?:account|choice|codes|details|gate|grant|measure|member|publication|questionnaire|responses|run|survey|town|unit|year)\.[a-z_]+)\""
)
IN_NO_TOWNS_LOG = frozenset({"account.added", "town.deleted"})


def test_every_deed_has_words():
    sources = [
        *WEB.rglob("actions.py"),
        *WEB.rglob("actions/*.py"),
        *WEB.rglob("adapters.py"),
        *WEB.rglob("queries.py"),
    ]
    noted = {deed for source in sources for deed in DEED.findall(source.read_text(encoding="utf-8"))}

    assert {"measure.changed", "unit.added", "survey.prepared", "codes.made", "account.password_changed"} <= noted
    assert noted - IN_NO_TOWNS_LOG <= set(DEEDS)
