"""Make sure that there is a Chromium for the browser tests: run by `make test` before pytest.

Order: one that is there; Debian's package, if this is root on a Debian system; Playwright's own download; a message.
"""

import os
import shutil
import subprocess
import sys

from debian import install_package

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MESSAGE = "The browser tests need Chromium. On Debian: apt-get install chromium. Or set CHROMIUM to its path."


def installed_chromium() -> str | None:
    """The path of a Chromium that the system has; the environment variable CHROMIUM comes first."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def playwright_chromium() -> str | None:
    """The path of the Chromium that Playwright has downloaded, if it has."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - not needed where the system has one

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if os.path.exists(path) else None  # noqa: PTH110 - a path as text, from Playwright


def find_chromium() -> str | None:
    """Whichever Chromium there is."""
    return installed_chromium() or playwright_chromium()


def main() -> int:
    """Find or install; 0 if there is one in the end."""
    if find_chromium() or (install_package("chromium") and find_chromium()) or (_download() and find_chromium()):
        return 0
    sys.stderr.write(MESSAGE + "\n")
    return 1


def _download() -> bool:
    command = (sys.executable, "-m", "playwright", "install", "chromium")
    return subprocess.run(command, check=False).returncode == 0


if __name__ == "__main__":
    raise SystemExit(main())
