"""What a terminal is told: outcomes on its output, faults and trouble on its errors, in the language asked for."""

from __future__ import annotations

import io
import os
import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from leitplanke.cli.codes import FAILED, FAULTY_INPUT
from leitplanke.kernel.texts import Language, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leitplanke.kernel.faults import FaultyInputError


def say(words: Text, language: Language) -> None:
    """Tell an outcome."""
    print(words.in_language(language))


def complain(words: Text, language: Language) -> None:
    """Tell what went wrong or deserves notice."""
    print(words.in_language(language), file=sys.stderr)


def tell_faults(refused: FaultyInputError, language: Language) -> int:
    """Tell every fault with its file, row, field and remedy."""
    for fault in refused.faults:
        print(fault.in_language(language), file=sys.stderr)
    count = len(refused.faults)
    faults = "1 fault" if count == 1 else f"{count} faults"
    complain(Text(f"{count} Fehler, nichts geschrieben.", f"{faults}, nothing written."), language)
    return FAULTY_INPUT


def tell_trouble(trouble: OSError, language: Language) -> int:
    """Tell what the machine refused, and where."""
    from leitplanke.exchange.files import cause  # noqa: PLC0415 - nothing slow, but of no use to --help

    place = f"{trouble.filename}: " if trouble.filename else ""
    why = cause(trouble)
    complain(Text(f"Das ging nicht: {place}{why.de}", f"This failed: {place}{why.en}"), language)
    return FAILED


def end_unheard(language: Language) -> int:
    """Whoever read the output has gone, as `head` does: end in silence, also when Python empties its buffer."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    complain(Text("Niemand liest die Ausgabe mehr.", "Nobody reads the output any more."), language)
    return FAILED


def print_on_any_terminal() -> None:
    """A terminal without umlauts or typographic quotes shows a question mark in their place."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def undisturbed() -> None:
    """From here on nothing is left to interrupt: the outcome is there, and is written and told to the end.

    Until the process ends, or `main` gives the signals back: whoever asks for the end gets it anyway.
    """
    for kind in (signal.SIGINT, signal.SIGTERM):
        signal.signal(kind, signal.SIG_IGN)


@contextmanager
def to_the_end() -> Iterator[None]:
    """Finish the short writing before an interrupt counts, so that "nothing written" is never said of what was."""
    kinds = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(kind, signal.SIG_IGN) for kind in kinds]
    try:
        yield
    finally:
        for kind, handler in zip(kinds, before, strict=True):
            signal.signal(kind, handler)
