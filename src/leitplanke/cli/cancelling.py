"""Ctrl-C and the end of a shift, while a search goes on: the best plan so far is told, not thrown away."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

from leitplanke.cli.telling import undisturbed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def cancel_by_signal() -> Iterator[Callable[[], bool]]:
    """The first Ctrl-C asks for the best plan so far, the second one ends at once; once it is there, none counts."""
    asked: list[int] = []
    kinds = (signal.SIGINT, signal.SIGTERM)

    def ask(number: int, _frame: object) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(number)

    before = [signal.signal(kind, ask) for kind in kinds]
    try:
        yield lambda: bool(asked)
    except BaseException:
        for kind, handler in zip(kinds, before, strict=True):
            signal.signal(kind, handler)
        raise
    undisturbed()
