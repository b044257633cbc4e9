"""nginx with the repository's own configuration, and requests to it as the outside world sends them."""

import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from proxy_setup import find_nginx

HOST = "leitplanke.example"
DEPLOY = Path(__file__).parents[2] / "deploy"


@dataclass(frozen=True, slots=True)
class Proxy:
    """A running nginx: its ports, the certificate that it shows, the folder of its logs."""

    http: int
    https: int
    certificate: Path
    logs: Path

    def connection(self, *, name: str = HOST) -> ssl.SSLSocket:
        """A connection to the port of https; `name` is whom we say that we want to talk to."""
        context = ssl.create_default_context(cafile=str(self.certificate))
        context.check_hostname = name == HOST
        plain = socket.create_connection(("127.0.0.1", self.https), timeout=100)
        return context.wrap_socket(plain, server_hostname=name)

    def ask(
        self, path: str, *, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> tuple[HTTPResponse, bytes]:
        """One request over https; underscores in the names of headers are hyphens."""
        named = {name.replace("_", "-"): value for name, value in {"Host": HOST, **headers}.items()}
        with closing(HTTPConnection(HOST)) as client:
            client.sock = self.connection()
            client.request(method, path, body=body, headers=named)
            answer = client.getresponse()
            return answer, answer.read()

    def ask_plainly(self, path: str, *, host: str = HOST) -> HTTPResponse:
        """One request over http."""
        with closing(HTTPConnection("127.0.0.1", self.http, timeout=20)) as client:
            client.request("GET", path, headers={"Host": host})
            answer = client.getresponse()
            answer.read()
            return answer

    def send(self, raw: bytes) -> bytes:
        """Send bytes over https as they are; everything that comes back until nginx is done with us."""
        with closing(self.connection()) as wire, suppress(TimeoutError, ConnectionError, ssl.SSLError):
            wire.sendall(raw)
            wire.settimeout(3)
            return b"".join(iter(lambda: _received(wire), b""))
        return b""

    def logged(self) -> str:
        """Everything that nginx has written into any log."""
        return "\n".join(path.read_text("utf-8", "replace") for path in sorted(self.logs.iterdir()))


@dataclass(slots=True)
class Upstream:
    """A program behind the proxy that remembers every request as it came and answers with its number."""

    port: int = 0
    requests: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def recording_upstream() -> Iterator[Upstream]:
    """An `Upstream` that listens until the end."""
    found = Upstream()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            found.requests.append((self.command, self.path, dict(self.headers.items()), body))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_POST = do_TRACE = do_GET  # noqa: N815 - likewise

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.port = server.server_address[1]
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield found
    server.shutdown()
    server.server_close()
    thread.join()


@contextmanager
def running_proxy(folder: Path, *, upstream: int) -> Iterator[Proxy]:
    """nginx in front of the port `upstream`, with everything that it writes in `folder`."""
    for name in ("log", "cache", "temporary", "pages"):
        (folder / name).mkdir(parents=True)
    for page in DEPLOY.glob("*.html"):
        shutil.copy(page, folder / "pages")
    proxy = Proxy(free_port(), free_port(), folder / "certificate.pem", folder / "log")
    _write_certificate(folder / "certificate.pem", folder / "key.pem")
    (folder / "leitplanke.conf").write_text(_adapted(folder, proxy, upstream), "utf-8")
    (folder / "nginx.conf").write_text(_frame(folder), "utf-8")
    nginx = find_nginx()
    assert nginx is not None
    process = subprocess.Popen([nginx, "-p", str(folder), "-c", str(folder / "nginx.conf")], stderr=subprocess.PIPE)
    try:
        _wait_for(proxy.https, process)
        yield proxy
    finally:
        process.terminate()
        process.wait(120)
        assert process.stderr is not None
        process.stderr.close()


def _adapted(folder: Path, proxy: Proxy, upstream: int) -> str:
    """The configuration of the repository with this machine's ports and paths: all that a town has to adapt, and these.

    Whatever is not found where it is expected fails here, so that the file which is tested stays the one that is told.
    """
    text = (DEPLOY / "nginx.conf").read_text("utf-8")
    for wanted, put in (
        ("    listen [::]:80 default_server;\n", ""),
        ("    listen [::]:443 ssl default_server;\n", ""),
        ("    listen [::]:80;\n", ""),
        ("    listen [::]:443 ssl http2;\n", ""),
        ("listen 80", f"listen 127.0.0.1:{proxy.http}"),
        ("listen 443", f"listen 127.0.0.1:{proxy.https}"),
        ("server 127.0.0.1:8000", f"server 127.0.0.1:{upstream}"),
        ("/var/cache/nginx/leitplanke", str(folder / "cache")),
        ("/var/log/nginx/", f"{folder / 'log'}/"),
        ("/usr/share/leitplanke/", f"{folder / 'pages'}/"),
        ("/etc/ssl/leitplanke/fullchain.pem", str(folder / "certificate.pem")),
        ("/etc/ssl/leitplanke/privkey.pem", str(folder / "key.pem")),
    ):
        assert wanted in text, wanted
        text = text.replace(wanted, put)
    return "\n".join(line for line in text.splitlines() if not line.startswith("#"))


def _frame(folder: Path) -> str:
    """What Debian's own nginx.conf has around ours: logs of its own above all, which ours must not fill."""
    user = "user root;" if os.geteuid() == 0 else ""
    places = "".join(
        f"    {name}_temp_path {folder / 'temporary' / name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        f"{user}\ndaemon off;\nworker_processes 1;\npid {folder / 'nginx.pid'};\n"
        f"error_log {folder / 'log' / 'error.log'} info;\nevents {{ }}\n"
        f"http {{\n    access_log {folder / 'log' / 'access.log'};\n    gzip on;\n"
        f"{places}    include {folder / 'leitplanke.conf'};\n}}\n"
    )


def _write_certificate(certificate: Path, key: Path) -> None:
    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(secret.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(secret, hashes.SHA256())
    )
    certificate.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    key.write_bytes(
        secret.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        assert process.poll() is None, process.stderr and process.stderr.read().decode()
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError("nginx does not listen")


def _received(wire: ssl.SSLSocket) -> bytes:
    try:
        return wire.recv(65_536)
    except (TimeoutError, ConnectionError, ssl.SSLError):
        return b""
