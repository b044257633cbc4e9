"""The form of log lines: no address of a visitor, no content of a row."""

import logging
import re

# Databases tell the values of a refused row in lines of their own below the message.
_ROW_CONTENT = re.compile(r"^(DETAIL|CONTEXT|HINT|LINE \d+):.*\n?(^\s+\^.*\n?)?", re.MULTILINE)


class ShortFormatter(logging.Formatter):
    """Time, level, where from, what; traces without what a database adds about the row."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatException(self, ei: object) -> str:  # noqa: N802 - the library's name
        """The trace, cut."""
        return without_rows(super().formatException(ei))  # type: ignore[arg-type]  # as logging hands it on


def without_rows(trace: str) -> str:
    """The trace without the lines in which PostgreSQL repeats the row."""
    return _ROW_CONTENT.sub("", trace).rstrip("\n")
