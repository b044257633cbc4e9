"""An identity provider that says what a test wants, over real HTTP on this machine."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.test import Client

CODE = "one-time-code"


@contextmanager
def identity_provider(claims: dict[str, Any]) -> Iterator[str]:
    """Its address, while it runs; whoever comes with the code is who `claims` say."""

    class Provider(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            here = f"http://{self.headers['Host']}"
            discovery = {
                "issuer": here,
                "authorization_endpoint": f"{here}/authorize",
                "token_endpoint": f"{here}/token",
                "userinfo_endpoint": f"{here}/userinfo",
                "jwks_uri": f"{here}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            }
            is_bearer = self.headers.get("Authorization") == "Bearer good"
            known = {"/.well-known/openid-configuration": discovery, "/userinfo": claims if is_bearer else {}}
            self._answer(known.get(self.path, {}))

        def do_POST(self) -> None:
            sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            is_good = sent["code"] == [CODE] and sent["client_secret"] == ["secret"] and "code_verifier" in sent
            self._answer({"access_token": "good", "token_type": "Bearer"} if is_good else {"error": "invalid_grant"})

        def log_message(self, *_args: object) -> None:
            pass

        def _answer(self, content: dict[str, Any]) -> None:
            body = json.dumps(content).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    with ThreadingHTTPServer(("127.0.0.1", 0), Provider) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def sign_in_there(client: Client, *, code: str = CODE, state: str = "", **query: str) -> Any:
    """Go to the provider from the sign-in page and come back with its code."""
    gone = client.get("/konto/verzeichnis/oidc/", query)
    sent = parse_qs(urlsplit(gone["Location"]).query)
    return client.get("/konto/verzeichnis/oidc/zurueck/", {"code": code, "state": state or sent["state"][0]})
