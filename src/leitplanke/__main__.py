"""`python -m leitplanke` is the same as `leitplanke`."""

from leitplanke.cli import run

raise SystemExit(run())
