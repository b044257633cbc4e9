"""A load generator for this machine alone: some requests at once, over and over, each answer timed and checked."""

import asyncio
import gzip
import re
import time
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
    seconds, errors = asyncio.run(_press(port, path, at_once, requests, cookie))
    ordered = sorted(seconds)
    return Load(_quantile(ordered, 0.5) * 1000, _quantile(ordered, 0.95) * 1000, errors, requests)


def weigh(port: int, path: str, *, cookie: str = "") -> Weight:
    """The page with everything that its markup names."""
    return asyncio.run(_weigh(port, path, cookie))


async def _press(port: int, path: str, at_once: int, requests: int, cookie: str) -> tuple[list[float], int]:
    waiting = iter(range(requests))
    seconds: list[float] = []
    errors = 0

    async def ask_on() -> None:
        nonlocal errors
        for _ in waiting:
            began = time.perf_counter()
            try:
                status, _body, _size = await _fetch(port, path, cookie)
            except (OSError, asyncio.IncompleteReadError):
                status = 0
            seconds.append(time.perf_counter() - began)
            errors += status != 200

    await asyncio.gather(*(ask_on() for _ in range(at_once)))
    return seconds, errors


async def _weigh(port: int, path: str, cookie: str) -> Weight:
    _, body, size = await _fetch(port, path, cookie)
    total, names = size, sorted({*_SUBRESOURCE.findall(body), *_PRELOAD.findall(body)})
    files = [name.decode() for name in names if name.startswith(b"/static/")]
    for name in files:
        total += (await _fetch(port, name, cookie))[2]
    return Weight(total / 1000, 1 + len(files))


async def _fetch(port: int, path: str, cookie: str) -> tuple[int, bytes, int]:
    """Status, the unpacked body, and its size as sent."""
    reader, writer = await asyncio.open_connection(HOST, port)
    head = f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\nAccept-Encoding: gzip\r\nConnection: close\r\n"
    writer.write(f"{head}{f'Cookie: {cookie}' if cookie else ''}{chr(13) + chr(10) if cookie else ''}\r\n".encode())
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
