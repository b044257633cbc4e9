"""Tables for coding free texts outside the web, and what `leitplanke themes` tells as JSON."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from leitplanke.evidence.analysis.texts import CodedTexts
from leitplanke.evidence.codings import Coder, Coding
from leitplanke.evidence.model import Theme
from leitplanke.exchange.foreign_sheets import read_foreign_sheet
from leitplanke.exchange.listing import TownFiles, rank
from leitplanke.exchange.places import FaultLog, Place
from leitplanke.exchange.references import THEME, check_names
from leitplanke.exchange.tables import write_csv
from leitplanke.exchange.town_texts import read_codebook
from leitplanke.kernel.texts import Text
from leitplanke.participation.masking import masked

CODING_COLUMNS = ("text-id", "times", "text", "proposed", "because", "first", "second", "agreed")
NO_THEME = "-"  # coded: belongs to none. An empty field is not coded

_UNKNOWN_TEXT = (
    Text("Diesen Text gibt es in den Daten nicht.", "The data have no such text."),
    Text("Nehmen Sie die Tabelle, die zu diesen Daten geschrieben wurde.", "Take the table written for these data."),
)


def read_codebook_file(file: Path) -> tuple[Theme, ...]:
    """The themes of a codebook (`[[themes]]`, as in a town folder). Raises `FaultyInputError`."""
    log = FaultLog()
    files = TownFiles({"codebook.toml": file.read_bytes()}, log, ("codebook.toml",))
    themes, _, _ = read_codebook(files)
    log.raise_if_any(rank)
    return tuple(theme.value for theme in themes)


def coding_csv(coded: CodedTexts, codings: Iterable[Coding]) -> bytes:
    """One row per text: masked, with proposals and the words that speak for them, and a column for each coder."""
    given: Mapping[tuple[str, Coder], str] = {
        (one.text, one.coder): ",".join(one.themes) or NO_THEME for one in codings
    }
    rows = (
        (
            text.key,
            str(text.times),
            masked(text.text),
            ",".join(one.theme for one in proposed),
            "; ".join(f"{one.theme}: {', '.join(one.words)}" for one in proposed if one.words),
            *(given.get((text.key, coder), "") for coder in Coder),
        )
        for text, proposed in zip(coded.texts, coded.suggestions, strict=True)
    )
    return write_csv(CODING_COLUMNS, rows)


def read_codings(file: Path, *, column: str, themes: Iterable[Theme], known: frozenset[str]) -> tuple[Coding, ...]:
    """What coders wrote into such a table; `known` are the keys of the texts in the data.

    Raises `FaultyInputError` with every fault: a text that the data do not have, a theme that the codebook has not.
    """
    log = FaultLog()
    sheet = read_foreign_sheet(file.name, file.read_bytes(), log)
    found: list[Coding] = []
    if sheet is not None:
        key_at = sheet.need(log, "text-id")
        coders = {coder: at for coder in Coder if (at := sheet.position(coder.value)) is not None}
        if key_at is not None and not coders:
            sheet.need(log, Coder.FIRST.value)
        ids = frozenset(theme.id for theme in themes)
        for row, fields in sheet.rows:
            if key_at is None:
                break
            place = Place(file.name, row, "text-id")
            if fields[key_at].strip() not in known:
                log.add(place, *_UNKNOWN_TEXT)
                continue
            written = {coder: fields[at].strip() for coder, at in coders.items()}
            found += _codings(place, column, fields[key_at].strip(), written, ids, log)
    log.raise_if_any(lambda name: (0, name))
    return tuple(found)


def _codings(
    place: Place, column: str, key: str, written: Mapping[Coder, str], ids: frozenset[str], log: FaultLog
) -> Iterator[Coding]:
    for coder, codes in written.items():
        if not codes:
            continue
        themes = () if codes == NO_THEME else tuple(code.strip() for code in codes.split(",") if code.strip())
        check_names(place.at(coder.value), THEME, themes, ids, log)
        yield Coding(column, key, coder, tuple(dict.fromkeys(themes)))


def themes_json(coded: CodedTexts, themes: Iterable[Theme]) -> str:
    """Everything but the texts."""
    names = {theme.id: theme.name for theme in themes}
    document = {
        "column": coded.column,
        "base": coded.base,
        "different_texts": len(coded.texts),
        "with_proposal": sum(bool(proposed) for proposed in coded.suggestions),
        "checked_by_a_person": coded.state.confirmed,
        "disagreeing": coded.state.disagreeing,
        "themes": [
            {"theme": one.theme, "name": names[one.theme].de, "n": one.n, "share": one.share} for one in coded.counts
        ],
        "agreement": [{"theme": one.name, "texts": one.units, "alpha": one.alpha} for one in coded.agreement],
        "new_themes": [
            {"words": list(one.words), "texts": one.texts, "log_likelihood": one.log_likelihood}
            for one in coded.new_themes
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)
