"""`python -m leitplanke_web`: the same as `leitplanke-web`."""

from leitplanke_web.config.cli import main

main()
