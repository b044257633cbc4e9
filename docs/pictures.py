"""Takes the pictures of the README anew from the example town's real report, with the system's Chromium.

Run by `make docs`. The pictures show what `make demo` makes, nothing else.
"""

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from leitplanke.cli import main as leitplanke

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
MEASURE = "M16"
WIDTH = 1280
MARGIN = 70
SECTIONS = {"report-glance": ("de-glance", 1150), "report-roadmap": ("de-horizon-medium", 1000)}


def main() -> None:
    """Compute the town, open its report, take the pictures."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        leitplanke(["run", str(ROOT / "examples" / "ahornstein"), "--out", folder, "--seed", "1"])
        browser = playwright.chromium.launch(
            executable_path=next(filter(None, map(shutil.which, BROWSERS)), None), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": WIDTH, "height": 900}, device_scale_factor=1)
        page.goto((Path(folder) / "report.html").as_uri())
        for name, (section, height) in SECTIONS.items():
            _take(page, name, section, height)
        page.evaluate(f"document.querySelector('#de-measure-{MEASURE}').closest('details')?.setAttribute('open', '')")
        _take(page, "report-measure", f"de-measure-{MEASURE}", 1000)
        browser.close()


def _take(page: Page, name: str, section: str, height: int) -> None:
    """A picture from the section's first line downwards; the first one starts at the top of the page."""
    top = page.evaluate(f"document.getElementById('{section}').getBoundingClientRect().top + scrollY")
    clip = {"x": 0, "y": 0 if section == "de-glance" else top - MARGIN, "width": WIDTH, "height": height}
    page.screenshot(path=PICTURES / f"{name}.png", clip=clip, full_page=True)


if __name__ == "__main__":
    main()
