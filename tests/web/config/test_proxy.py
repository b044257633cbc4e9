"""deploy/nginx.conf as it is: what gets through to the program, what does not, and what is written down of it."""

import re
import ssl
from http import HTTPStatus
from http.client import HTTPException

import pytest
from django.contrib.staticfiles import finders

from factories.proxy import DEPLOY, HOST, free_port, recording_upstream, running_proxy
from proxy_setup import MESSAGE, find_nginx

pytestmark = [
    pytest.mark.server,
    pytest.mark.xdist_group("serve"),
    pytest.mark.skipif(find_nginx() is None, reason=MESSAGE),
]

GET = f"GET / HTTP/1.1\r\nHost: {HOST}\r\n"
POST = f"POST / HTTP/1.1\r\nHost: {HOST}\r\n"
CHUNKED = "Transfer-Encoding: chunked\r\n"
NO_CHUNK = "\r\n0\r\n\r\n"
# Requests that two servers in a row may read differently (RFC 9112, section 11.2).
AMBIGUOUS = {
    "both lengths": f"{POST}Content-Length: 6\r\n{CHUNKED}{NO_CHUNK}X",
    "two lengths": f"{POST}Content-Length: 0\r\nContent-Length: 40\r\n\r\nGET /hidden HTTP/1.1\r\nHost: {HOST}\r\n\r\n",
    "odd coding": f"{POST}Transfer-Encoding: xchunked\r\n{NO_CHUNK}",
    "two codings": f"{POST}{CHUNKED}Transfer-Encoding: identity\r\n{NO_CHUNK}",
    "signed length": f"{POST}Content-Length: +5\r\n\r\nhello",
    "blank before colon": f"{POST}Content-Length : 5\r\n\r\nhello",
    "chunk that is no number": f"{POST}{CHUNKED}\r\nzz\r\nhello\r\n0\r\n\r\n",
    "two hosts": f"{GET}Host: elsewhere.example\r\n\r\n",
    "no host": "GET / HTTP/1.1\r\n\r\n",
}


@pytest.fixture(scope="module")
def upstream():
    with recording_upstream() as found:
        yield found


@pytest.fixture(scope="module")
def proxy(upstream, tmp_path_factory):
    with running_proxy(tmp_path_factory.mktemp("nginx"), upstream=upstream.port) as found:
        yield found


@pytest.fixture(scope="module")
def proxy_alone(tmp_path_factory):
    """A proxy with nothing behind it."""
    with running_proxy(tmp_path_factory.mktemp("alone"), upstream=free_port()) as found:
        yield found


@pytest.fixture(autouse=True)
def _nothing_asked_yet(upstream):
    upstream.requests.clear()


def test_program_is_told_who_asks_for_which_host_by_https_and_nothing_that_the_browser_made_up(proxy, upstream):
    lies = {
        "X_Forwarded_Proto": "http",
        "X_Forwarded_For": "198.51.100.7",
        "X_Forwarded_Host": "evil.example",
        "X_Real_IP": "198.51.100.7",
        "Forwarded": "for=198.51.100.7;host=evil.example",
    }

    answer, _ = proxy.ask("/erlenbach/?a=1", **lies)

    ((method, path, headers, _),) = upstream.requests
    told = {name: value for name, value in headers.items() if name.startswith(("Host", "X-", "Forwarded"))}
    assert (answer.status, method, path) == (200, "GET", "/erlenbach/?a=1")
    assert told == {"Host": HOST, "X-Forwarded-For": "127.0.0.1", "X-Forwarded-Proto": "https"}


def test_plain_request_is_sent_to_https(proxy, upstream):
    answer = proxy.ask_plainly("/erlenbach/?a=1")

    assert (answer.status, answer.headers["Location"]) == (301, f"https://{HOST}/erlenbach/?a=1")
    assert upstream.requests == []


@pytest.mark.parametrize("host", ["elsewhere.example", "127.0.0.1", f"{HOST}.evil.example", f"evil-{HOST}"])
def test_foreign_host_gets_no_answer(proxy, upstream, host):
    with pytest.raises(HTTPException):
        proxy.ask_plainly("/", host=host)
    with pytest.raises(HTTPException):
        proxy.ask("/", Host=host)
    with pytest.raises(ssl.SSLError):
        proxy.connection(name=host)

    assert upstream.requests == []


def test_trace_is_refused_before_the_program_hears_of_it(proxy, upstream):
    answer, _ = proxy.ask("/", method="TRACE")

    assert answer.status == HTTPStatus.METHOD_NOT_ALLOWED
    assert upstream.requests == []


@pytest.mark.parametrize("raw", AMBIGUOUS.values(), ids=AMBIGUOUS)
def test_request_that_could_be_read_in_two_ways_is_refused_whole(proxy, upstream, raw):
    told = proxy.send(raw.encode())

    assert re.match(rb"HTTP/1\.1 (400|411|501) ", told)
    assert told.count(b"HTTP/1.1 ") == 1
    assert upstream.requests == []


def test_honest_chunks_get_through_with_a_length_and_two_requests_stay_two(proxy, upstream):
    chunked = f"POST /a HTTP/1.1\r\nHost: {HOST}\r\n{CHUNKED}\r\n5\r\nhello\r\n0\r\n\r\n"

    told = proxy.send(f"{chunked}{GET}Connection: close\r\n\r\n".encode())

    assert told.count(b"HTTP/1.1 200 ") == 2
    assert [(method, path, body) for method, path, _, body in upstream.requests] == [
        ("POST", "/a", b"hello"),
        ("GET", "/", b""),
    ]
    assert upstream.requests[0][2]["Content-Length"] == "5"


def test_largest_form_gets_through_and_one_that_is_larger_gets_a_kind_page(proxy, upstream):
    largest, _ = proxy.ask("/", method="POST", body=b"x" * 256 * 1024)
    answer, page = proxy.ask("/", method="POST", body=b"x" * (256 * 1024 + 1))

    assert (largest.status, answer.status) == (200, 413)
    assert len(upstream.requests) == 1
    assert "Das ist zu viel auf einmal" in page.decode()
    assert "style-src 'self'" in answer.headers["Content-Security-Policy"]


def test_program_that_is_down_is_a_kind_page_that_says_when_to_come_back(proxy_alone):
    answer, page = proxy_alone.ask("/erlenbach/", method="POST", body=b"geheim=1")

    assert answer.status == 503
    assert answer.headers["Retry-After"] == "30"
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "Es ist nicht gespeichert." in page.decode()
    assert "It is not stored." in page.decode()


def test_kind_pages_cannot_be_asked_for_by_their_own_address(proxy):
    assert proxy.ask("/.leitplanke/unavailable.html")[0].status == 404


@pytest.mark.parametrize("page", sorted(DEPLOY.glob("*.html")), ids=lambda page: page.name)
def test_kind_page_needs_nothing_but_the_style_sheet_that_there_is(page):
    text = page.read_text("utf-8")

    assert re.findall(r'(?:href|src)="([^"]+)"', text) == ["/static/design/leitplanke.css"]
    assert finders.find("design/leitplanke.css")
    assert not re.search(r"<style|<script|\sstyle=|\son\w+=", text)
    assert text.count("<h1>") == 1
    assert '<html lang="de">' in text
    assert 'lang="en"' in text


def test_no_log_names_anybody_or_what_was_read(proxy, proxy_alone):
    for one in (proxy, proxy_alone):
        one.ask("/erlenbach/geheim/?q=suche", User_Agent="Verraeter/1.0", Referer=f"https://{HOST}/herkunft/")
        one.ask("/erlenbach/geheim/", method="POST", body=b"geheim=1")
        one.ask("/erlenbach/geheim/", method="POST", body=b"x" * 300_000)
        one.send(AMBIGUOUS["two lengths"].encode())
        one.send(b"\x16\x03\x01 no TLS inside of TLS\r\n\r\n")
        one.send(GET.encode())  # begun and left

    for one in (proxy, proxy_alone):
        told = one.logged()
        traces = ("127.0.0.1,", "client:", "geheim", "suche", "herkunft", "Verraeter", "erlenbach", HOST)
        assert [trace for trace in traces if trace in told] == []
    assert re.search(r"^\S+ 503 [\d.]+ 502$", proxy_alone.logged(), re.MULTILINE)
    lines = (proxy.logs / "leitplanke-trouble.log").read_text("utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"\S+ 5\d\d [\d.]+ \S+", line)] == []
