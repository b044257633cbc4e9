"""Compiles the catalogues of translations. Needs neither gettext nor Django."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import leitplanke_web

PACKAGE = Path(leitplanke_web.__file__).parent


def compile_messages() -> int:
    """Compile every catalogue that is newer than its compiled form; answers how many."""
    stale = [path for path in sorted(PACKAGE.glob("*/locale/*/LC_MESSAGES/django.po")) if _is_stale(path)]
    for path in stale:
        with path.open("rb") as source:
            catalogue = read_po(source, locale=path.parent.parent.name, abort_invalid=True)
        half = path.with_suffix(".mo.half")
        with half.open("wb") as target:
            write_mo(target, catalogue)
        half.chmod(path.stat().st_mode)  # part of the program: whoever reads the catalogue reads this, too
        half.replace(path.with_suffix(".mo"))
    return len(stale)


def _is_stale(catalogue: Path) -> bool:
    compiled = catalogue.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime_ns < catalogue.stat().st_mtime_ns
