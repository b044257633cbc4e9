"""Compile the translations of every app: `python tools/compile_messages.py`, run by `make setup` and `make demo`.

Babel does it, which is there anyway, so nobody needs the gettext programs to run Leitplanke. Files are written only
when their source is newer. A translation that lacks a placeholder, or is empty or doubtful, ends it with 1.
"""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

WEB = Path(__file__).parents[1] / "src/leitplanke_web"


def main(folder: Path = WEB) -> int:
    """Compile what has changed; 0 if every translation is complete."""
    faults = [fault for source in sorted(folder.glob("*/locale/*/LC_MESSAGES/*.po")) for fault in compiled(source)]
    sys.stderr.writelines(f"{fault}\n" for fault in faults)
    return 1 if faults else 0


def compiled(source: Path) -> list[str]:
    """Write the compiled file beside the source if it is older; answer what is missing in the translation."""
    with source.open("rb") as file:
        catalog = read_po(file, locale=source.parents[1].name)
    target = source.with_suffix(".mo")
    if not target.exists() or target.stat().st_mtime <= source.stat().st_mtime:
        with target.open("wb") as file:
            write_mo(file, catalog)
    return [f"{source.parents[3].name}: {fault}" for fault in missing(catalog)]


def missing(catalog: Catalog) -> list[str]:
    """Messages that are doubtful, untranslated, or lost a placeholder."""
    faults = []
    for message in catalog:
        if not message.id:
            continue
        words = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.fuzzy or not all(words):
            faults.append(f"{message.id!r} has no finished translation")
        faults += [f"{message.id!r}: {error}" for error in message.check(catalog)]
    return faults


if __name__ == "__main__":
    raise SystemExit(main())
