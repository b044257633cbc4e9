"""The readable result of the whole chain: one file, two languages, nothing from any other host."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from markupsafe import Markup

from leitplanke.evidence.model import EvidenceReport
from leitplanke.kernel.texts import Language
from leitplanke.kernel.town import TownProfile
from leitplanke.monitoring.model import Progress
from leitplanke.report.edition import Documents
from leitplanke.report.fragments import edition_of, environment, shown_sections
from leitplanke.report.links import InOneFile
from leitplanke.roadmap.model import Roadmap
from leitplanke.strategy.model import Strategy

FONT_WEIGHTS = (400, 600)
STYLE_SHEETS = ("tokens.css", "parts.css", "report.css")


def render_report(
    *,
    profile: TownProfile,
    evidence: EvidenceReport,
    strategy: Strategy,
    roadmap: Roadmap,
    progress: Progress,
    digests: dict[str, str],
) -> str:
    """The page as text. Deterministic: same documents, same bytes. Everything that people wrote is escaped."""
    documents = Documents(profile, evidence, strategy, roadmap, progress, digests)
    editions = [edition_of(documents, language=language, links=InOneFile(language)) for language in Language]
    style = style_sheet()
    policy = b64encode(sha256(style.encode()).digest()).decode()
    return (
        environment()
        .get_template("page.html")
        .render(
            profile=profile,
            style=Markup(style),  # noqa: S704 - our own style sheet
            policy=policy,
            editions=[(edition, shown_sections(edition)) for edition in editions],
        )
    )


@cache
def style_sheet() -> str:
    """The style sheets with the fonts inside, so that no request leaves the page."""
    assets = files("leitplanke.report") / "assets"
    faces = "".join(
        "@font-face{font-family:'Fira Sans';font-style:normal;font-display:swap;"
        f"font-weight:{weight};src:url(data:font/woff2;base64,"
        f"{b64encode((assets / 'fonts' / f'fira-sans-latin-{weight}-normal.woff2').read_bytes()).decode()}"
        ") format('woff2')}\n"
        for weight in FONT_WEIGHTS
    )
    return faces + "".join((assets / name).read_text(encoding="utf-8") for name in STYLE_SHEETS)
