"""`leitplanke-web serve`: everything that an installation on one machine needs, in one command."""

import http.client
import os
import socket
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db.utils import OperationalError

from leitplanke.exchange.files import cause
from leitplanke_web.config.messages import compile_messages
from leitplanke_web.config.preparation import alone, collect_static_files, pending_migrations
from leitplanke_web.config.start import UnsafeStartError, require_safe_start
from leitplanke_web.config.supervisor import Service, Supervisor
from leitplanke_web.demo.accounts import ACCOUNTS
from leitplanke_web.demo.stages import Stage, bring_to


class Command(BaseCommand):
    """Prepares, starts server and worker, keeps both alive, ends both."""

    help = "Startet Server und Hintergrundarbeit. / Starts server and background work."
    requires_system_checks = ()  # `require_safe_start` asks what matters here

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen and with how many processes."""
        parser.add_argument("--host", default="127.0.0.1", help="Adresse zum Lauschen. / Address to listen on.")
        parser.add_argument("--port", type=int, default=8000, help="Port, sonst 8000. / Port, 8000 by default.")
        parser.add_argument("--workers", type=int, default=2, help="Prozesse des Servers. / Processes of the server.")
        parser.add_argument("--no-migrate", action="store_true", help="Tabellen nicht ändern. / Leave tables alone.")

    def handle(self, *_args: Any, host: str, port: int, workers: int, no_migrate: bool, **_options: Any) -> None:
        """Run until somebody stops it."""
        _require_free_port(host, port)
        os.environ.setdefault("LEITPLANKE_ORIGIN", f"http://{host}:{port}")
        self._prepare(no_migrate=no_migrate)
        supervisor = Supervisor(_services(host, port, workers), say=self._say)
        code = supervisor.run(every_tick=_once(lambda: self._greet(host, port)))
        self._say("Beendet." if code == 0 else "Aufgegeben.")
        sys.exit(code)

    def _prepare(self, *, no_migrate: bool) -> None:
        try:
            require_safe_start()
            with alone():
                compile_messages()
                if collect_static_files():
                    self._say("Dateien der Seiten gesammelt.")
                self._migrate(no_migrate=no_migrate)
            if settings.IS_DEMONSTRATION:
                bring_to(Stage.LOADED)
        except UnsafeStartError as refused:
            raise CommandError(f"Nicht gestartet:\n{refused}") from refused
        except OperationalError as trouble:
            raise CommandError(
                f"Nicht gestartet, die Datenbank antwortet nicht: {trouble}. Läuft sie, und ist Platz für sie?"
            ) from trouble
        except OSError as trouble:
            where = trouble.filename or settings.DATA_FOLDER
            raise CommandError(
                f"Nicht gestartet: in {where} lässt sich nicht schreiben. {cause(trouble).de}"
            ) from trouble

    def _migrate(self, *, no_migrate: bool) -> None:
        pending = pending_migrations()
        if pending and no_migrate:
            raise CommandError(
                f"Nicht gestartet: {len(pending)} Änderungen der Tabellen stehen aus ({pending[0]} …). "
                "Sichern Sie die Datenbank und rufen Sie auf: leitplanke-web migrate"
            )
        if pending:
            self._say(f"Tabellen werden angelegt oder geändert ({len(pending)} Schritte).")
            call_command("migrate", interactive=False, verbosity=0)

    def _greet(self, host: str, port: int) -> bool:
        """Say where to look as soon as somebody would find something there; answers whether."""
        if not _answers(host, port):
            return False
        self._say(f"Leitplanke läuft: http://{host}:{port}/   (beenden: Strg+C)")
        if settings.IS_DEMONSTRATION:
            self._say("Demonstration, alles ist erfunden. Konten zum Anmelden:")
            for account in ACCOUNTS:
                self._say(f"  {account.role.label:<12} {account.email:<34} {account.password}")
        return True

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def _services(host: str, port: int, workers: int) -> list[Service]:
    """What runs: the server, which answers with one thread per process, and the work behind it.

    Slow lines are the server's own business; threads of one process only take turns, and sixteen visitors at once wait
    a fifth longer.
    """
    own = (sys.executable, "-m", "leitplanke_web")
    server = (
        *(sys.executable, "-m", "granian", "leitplanke_web.config.wsgi:application", "--interface", "wsgi"),
        *("--host", host, "--port", str(port), "--workers", str(workers), "--blocking-threads", "1"),
        *("--respawn-failed-workers", "--workers-kill-timeout", "7", "--no-ws", "--log-level", "warning"),
    )
    services = [Service("Server", server), Service("Hintergrundarbeit", (*own, "worker"))]
    if settings.IS_DEMONSTRATION:
        services.append(Service("Demonstration", (*own, "demo", "--by-worker"), ends_by_itself=True))
    return services


def _require_free_port(host: str, port: int) -> None:
    """Say it before the server would; it could even share the port with the other process."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as taken:
            raise CommandError(
                f"Auf {host}:{port} kann nicht gelauscht werden ({taken.strerror}). "
                f"Läuft Leitplanke schon? Sonst einen anderen wählen: --port {port + 1}"
            ) from taken


def _once(act: Callable[[], bool]) -> Callable[[], None]:
    """Call `act` again and again until it answers yes."""
    is_done = False

    def tick() -> None:
        nonlocal is_done
        is_done = is_done or act()

    return tick


def _answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=0.5)
    try:
        connection.request("HEAD", "/", headers={"Host": settings.ALLOWED_HOSTS[0]})
        connection.getresponse()
    except OSError:
        return False
    finally:
        connection.close()
    return True
