"""Takes the pictures of the documentation anew, with the system's Chromium, from the example town in the real programs.

Run by `make docs`. The pictures show what `make chain` and `make demo` make, nothing else; what staff do on them is
done here in the browser. A picture that grows too large fails, because the readme is read on slow lines too.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

from leitplanke.cli import main as leitplanke

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
TOWN = "ahornstein"
MEASURE = "M16"
WIDTH, HEIGHT = 1280, 900
PHONE_WIDTH, PHONE_HEIGHT = 360, 740
MOST_BYTES = 150_000
PATIENCE_SECONDS = 180
# What everybody sees: the name of the picture, the page below the town, how much of it.
PUBLIC = (
    ("web-start", "", 840),
    ("web-roadmap", "fahrplan/", 880),
    ("web-measure", f"fahrplan/massnahmen/{MEASURE}/", 840),
)
# What staff do, signed in with the account that `make demo` prints.
EMAIL, PASSWORD = "bearbeitung@ahornstein.example", "demo-bearbeitung-ahornstein"
LESS_MONEY = ("2026-consumptive", "130.000,00")


def main() -> None:
    """Compute the town, open report and pages, take the pictures."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=next(filter(None, map(shutil.which, BROWSERS)), None), args=["--no-sandbox"]
        )
        _take_report(browser, Path(folder) / "out")
        with _demonstration(Path(folder) / "data") as address:
            _take_public(browser, address)
            _take_staff(browser, address)
        browser.close()
    _require_small()


def _take_report(browser: Browser, out: Path) -> None:
    leitplanke(["run", str(ROOT / "examples" / TOWN), "--out", str(out), "--seed", "1"])
    page = _page(browser)
    page.goto((out / "report.html").as_uri())
    _take_top(page, "report-glance", height=760)


def _take_public(browser: Browser, address: str) -> None:
    page = _page(browser)
    for name, tail, height in PUBLIC:
        _open(page, f"{address}/{TOWN}/{tail}")
        _take_top(page, name, height=height)
    phone = _page(browser, width=PHONE_WIDTH, height=PHONE_HEIGHT)
    _open(phone, f"{address}/{TOWN}/")
    _take_top(phone, "web-phone", height=PHONE_HEIGHT, width=PHONE_WIDTH)


def _take_staff(browser: Browser, address: str) -> None:
    """Sign in, take money away from a year, see the overload, compute again, compare."""
    page = _page(browser)
    _open(page, f"{address}/konto/anmelden/?next=/{TOWN}/arbeit/kapazitaeten/geld/")
    page.fill("input[name=login]", EMAIL)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    name, amount = LESS_MONEY
    page.fill(f"input[name='{name}']", amount)
    page.click("main form button[type=submit]")
    _open(page, f"{address}/{TOWN}/arbeit/")
    _take_top(page, "web-overview", height=880)
    _open(page, f"{address}/{TOWN}/arbeit/laeufe/")
    page.click("main form button[type=submit]")
    _wait_for_run(page)
    _open(page, f"{address}/{TOWN}/arbeit/vergleich/")
    _take_top(page, "web-compare", height=880)


def _wait_for_run(page: Page) -> None:
    """Stay on the run's page, which changes by itself, until it says that it is done."""
    page.locator(".lp-badge--success").first.wait_for(timeout=PATIENCE_SECONDS * 1000)


def _open(page: Page, address: str) -> None:
    """Go there; a page that went wrong is no picture of ours."""
    answer = page.goto(address)
    if answer is None or not answer.ok:
        raise RuntimeError(f"{address} answered {answer and answer.status}")


def _page(browser: Browser, *, width: int = WIDTH, height: int = HEIGHT) -> Page:
    return browser.new_page(
        viewport={"width": width, "height": height}, device_scale_factor=1, color_scheme="light", locale="de-DE"
    )


def _take_top(page: Page, name: str, *, height: int, width: int = WIDTH) -> None:
    page.screenshot(path=PICTURES / f"{name}.png", clip={"x": 0, "y": 0, "width": width, "height": height})


@contextmanager
def _demonstration(data: Path) -> Iterator[str]:
    """`make demo` on a free port with a data folder of its own, once the town is published."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "LEITPLANKE_DEMO": "1", "LEITPLANKE_DATA": str(data)}
    command = [sys.executable, "-m", "leitplanke_web", "serve", "--port", str(port)]
    serve = subprocess.Popen(command, env=environment)  # noqa: S603 - our own program
    try:
        _wait_for_publication(f"http://127.0.0.1:{port}/{TOWN}/daten/roadmap.json")
        yield f"http://127.0.0.1:{port}"
    finally:
        serve.terminate()
        serve.wait(30)


def _wait_for_publication(address: str) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            with urlopen(address, timeout=5):  # noqa: S310 - our own server
                return
        except (URLError, OSError):
            if time.monotonic() > until:
                raise
            time.sleep(1)


def _require_small() -> None:
    too_large = [path.name for path in sorted(PICTURES.glob("*.png")) if path.stat().st_size > MOST_BYTES]
    if too_large:
        raise SystemExit(f"larger than {MOST_BYTES} bytes: {', '.join(too_large)}")


if __name__ == "__main__":
    main()
