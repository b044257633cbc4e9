"""A load generator for this machine alone: some requests at once, over and over, each answer timed and checked."""

import asyncio
import gzip
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass

HOST = "127.0.0.1"
_SUBRESOURCE = re.compile(
    rb'<(?:link[^>]+rel="(?:stylesheet|icon|preload)"[^>]+href|script[^>]+src|img[^>]+src)="(/[^"]+)"'
)
_PRELOAD = re.compile(rb'<link[^>]+href="(/[^"]+)"[^>]*>')


@dataclass(frozen=True, slots=True)
class Load:
    """What many requests for one address came to."""

    p50_ms: float
    p95_ms: float
    errors: int
    requests: int


@dataclass(frozen=True, slots=True)
class Weight:
    """What a browser with an empty cache fetches for one page, as it travels."""

    kilobytes: float
    requests: int


def press(port: int, path: str, *, at_once: int, requests: int, cookie: str = "") -> Load:
    """Ask for the address so often, so many at a time, each on a connection of its own."""
    return _told(*asyncio.run(_press(port, path, at_once, [b""] * requests, cookie, b"")))


def send(port: int, path: str, forms: Sequence[bytes], *, at_once: int, proof: bytes) -> Load:
    """Send each form once, so many at a time; an answer without `proof` in it is an error."""
    return _told(*asyncio.run(_press(port, path, at_once, forms, "", proof)))


def weigh(port: int, path: str, *, cookie: str = "", form: bytes = b"") -> Weight:
    """The page with everything that its markup names; the answer to `form` if there is one."""
    return asyncio.run(_weigh(port, path, cookie, form))


def weigh_alone(port: int, path: str, *, form: bytes) -> Weight:
    """The answer to `form` in a browser that has everything else from the page before."""
    _, _body, size = asyncio.run(fetch(port, path, "", form))
    return Weight(size / 1000, 1)


def _told(seconds: list[float], errors: int) -> Load:
    ordered = sorted(seconds)
    return Load(_quantile(ordered, 0.5) * 1000, _quantile(ordered, 0.95) * 1000, errors, len(ordered))


async def _press(
    port: int, path: str, at_once: int, forms: Sequence[bytes], cookie: str, proof: bytes
) -> tuple[list[float], int]:
    waiting = iter(forms)
    seconds: list[float] = []
    errors = 0

    async def ask_on() -> None:
        nonlocal errors
        for form in waiting:
            began = time.perf_counter()
            try:
                status, body, _size = await fetch(port, path, cookie, form)
            except (OSError, asyncio.IncompleteReadError):
                status, body = 0, b""
            seconds.append(time.perf_counter() - began)
            errors += status != 200 or proof not in body

    await asyncio.gather(*(ask_on() for _ in range(at_once)))
    return seconds, errors


async def _weigh(port: int, path: str, cookie: str, form: bytes) -> Weight:
    _, body, size = await fetch(port, path, cookie, form)
    total, names = size, sorted({*_SUBRESOURCE.findall(body), *_PRELOAD.findall(body)})
    files = [name.decode() for name in names if name.startswith(b"/static/")]
    for name in files:
        total += (await fetch(port, name, cookie))[2]
    return Weight(total / 1000, 1 + len(files))


async def fetch(port: int, path: str, cookie: str, form: bytes = b"") -> tuple[int, bytes, int]:
    """Status, the unpacked body, and its size as sent."""
    reader, writer = await asyncio.open_connection(HOST, port)
    head = [
        f"{'POST' if form else 'GET'} {path} HTTP/1.1",
        *(f"Host: {HOST}", "Accept-Encoding: gzip", "Connection: close"),
        *([f"Cookie: {cookie}"] if cookie else []),
        *(["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(form)}"] if form else []),
    ]
    writer.write("\r\n".join([*head, "", ""]).encode() + form)
    await writer.drain()
    answer = await reader.read()
    writer.close()
    top, _, body = answer.partition(b"\r\n\r\n")
    if b"transfer-encoding: chunked" in top.lower():
        body = _joined(body)
    plain = gzip.decompress(body) if b"content-encoding: gzip" in top.lower() else body
    return int(top.split(b" ", 2)[1] or 0) if top else 0, plain, len(body)


def _joined(chunks: bytes) -> bytes:
    whole = b""
    while chunks:
        size, _, rest = chunks.partition(b"\r\n")
        length = int(size, 16)
        whole, chunks = whole + rest[:length], rest[length + 2 :]
        if not length:
            break
    return whole


def _quantile(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
