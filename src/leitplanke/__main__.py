"""`python -m leitplanke` is the same as `leitplanke`."""

from leitplanke.cli import main

raise SystemExit(main())
