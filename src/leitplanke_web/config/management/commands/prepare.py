"""`leitplanke-web prepare`: everything that a server needs beside the tables; run it with each new version."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from leitplanke.exchange.files import cause
from leitplanke_web.config.messages import compile_messages
from leitplanke_web.config.preparation import alone, collect_static_files


class Command(BaseCommand):
    """Changes no table; `serve` does the same by itself."""

    help = "Übersetzungen und Dateien der Seiten bereitlegen. / Lay out translations and static files."
    requires_system_checks = ()

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Prepare what is stale."""
        try:
            with alone():
                compiled, is_collected = compile_messages(), collect_static_files()
        except OSError as trouble:
            where = trouble.filename or settings.DATA_FOLDER
            raise CommandError(f"In {where} lässt sich nicht schreiben. {cause(trouble).de}") from trouble
        self.stdout.write(f"Übersetzt: {compiled}. Dateien gesammelt: {'ja' if is_collected else 'unverändert'}.")
