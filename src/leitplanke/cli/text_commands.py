"""`leitplanke themes`: what people write about, as proposed by words and as two people coded it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from leitplanke.cli.arguments import add_command
from leitplanke.cli.codes import DONE
from leitplanke.cli.telling import complain, to_the_end
from leitplanke.kernel.texts import Text

if TYPE_CHECKING:
    import argparse

    from leitplanke.cli.arguments import Commands
    from leitplanke.evidence.codings import Coding


def add_to(commands: Commands) -> None:
    """Declare the command."""
    themes = add_command(commands, "themes", _themes, "what free texts are about: counts, proposals, two coders")
    themes.add_argument(
        "data",
        type=Path,
        metavar="DATA",
        help="CSV (any delimiter and encoding), Parquet, Excel (.xlsx) or SPSS (.sav)",
    )
    themes.add_argument("--text", required=True, metavar="COLUMN", help="the column with the texts")
    themes.add_argument(
        "--codebook", type=Path, metavar="codebook.toml", help="themes with their seed words, as in a town folder"
    )
    themes.add_argument(
        "--coded",
        type=Path,
        metavar="CODES.csv",
        help="a table that --out wrote, with the codes of one or two people and what they agreed on",
    )
    themes.add_argument(
        "--out",
        type=Path,
        metavar="CODES.csv",
        help="write a table for coding (confidential): every text, proposals and why, a column per coder",
    )
    themes.add_argument("--json", action="store_true", help="print JSON instead of tables")


def _themes(options: argparse.Namespace) -> int:
    from leitplanke.cli.text_tables import themes_text  # noqa: PLC0415 - likewise
    from leitplanke.evidence.analysis import code_texts, notes_on_texts, texts_of_file  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.evidence.codings import text_key  # noqa: PLC0415 - likewise
    from leitplanke.exchange import coding_files as files  # noqa: PLC0415 - likewise
    from leitplanke.exchange.files import write_whole  # noqa: PLC0415 - likewise

    themes = () if options.codebook is None else files.read_codebook_file(options.codebook)
    texts = texts_of_file(options.data, options.text)
    for note in notes_on_texts(options.text, texts):
        complain(note, options.language)
    codings: tuple[Coding, ...] = ()
    if options.coded is not None:
        known = frozenset(text_key("", options.text, text) for text in texts if text)
        codings = files.read_codings(options.coded, column=options.text, themes=themes, known=known)
    coded = code_texts(texts, column=options.text, themes=themes, codings=codings)
    print(files.themes_json(coded, themes) if options.json else themes_text(coded, themes, options.language))
    if options.out is not None:
        with to_the_end():
            contents = {options.out.name: files.coding_csv(coded, codings)}
            write_whole(options.out.parent, contents, private=(options.out.name,))
            complain(Text(f"Geschrieben nach {options.out}", f"Written to {options.out}"), options.language)
    return DONE
