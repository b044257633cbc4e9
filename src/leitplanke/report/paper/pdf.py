"""The one door to WeasyPrint: pages laid out, then written as PDF/UA-1 (ISO 14289-1)."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

import jinja2

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pydyf import PDF
    from weasyprint import Document
    from weasyprint.document import Page

PANGO: Final = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
_WEIGHTS: Final = (400, 600)
_LOG: Final = logging.getLogger("weasyprint")


class MissingPangoError(OSError):
    """The machine has no Pango, without which nothing can be laid out."""

    def __init__(self) -> None:
        super().__init__(f"PDF: Pango fehlt / is missing. Debian: apt-get install {PANGO}")


class FaultyPdfError(RuntimeError):
    """WeasyPrint complained: what it wrote would not be the accessible document that it claims to be."""


def require_pango() -> None:
    """Find out whether anything can be laid out here, before other work is done. Raises `MissingPangoError`."""
    try:
        import weasyprint  # noqa: F401, PLC0415 - loads the system's Pango, which may be missing
    except OSError as error:
        raise MissingPangoError from error


def page_of(template: str, **values: object) -> str:
    """A template of ours with its values."""
    return _ENVIRONMENT.get_template(template).render(**values)


def laid_out(template: str, **values: object) -> Document:
    """The pages of a template of ours. Raises `MissingPangoError`, `FaultyPdfError`."""
    require_pango()
    from weasyprint import HTML  # noqa: PLC0415 - likewise

    page = page_of(template, fonts=_fonts(), **values)
    with _without_errors():
        return HTML(string=page).render(pdf_forms=True)


def pdf_bytes(document: Document, *, copies: int = 1, finish: Callable[[PDF], None] | None = None) -> bytes:
    """The document so many times in one file; `finish` may add to its pages. Raises `FaultyPdfError`.

    Page numbers count within each copy, because they were laid out once.
    """
    return pages_bytes(document, document.pages * copies, finish=finish)


def pages_bytes(document: Document, pages: Sequence[Page], *, finish: Callable[[PDF], None] | None = None) -> bytes:
    """These pages in one file, of this and of other documents of ours; title and language are this one's."""
    whole = document.copy(list(pages))
    with _without_errors():
        written = whole.write_pdf(
            pdf_variant="pdf/ua-1",
            pdf_forms=True,
            finisher=None if finish is None else lambda _document, pdf: finish(pdf),
        )
    assert written is not None
    return bytes(written)


@contextmanager
def _without_errors() -> Iterator[None]:
    """WeasyPrint says "PDF/UA" of a document without language or alternative texts too; it only logs what is wrong."""
    said = _Said()
    _LOG.addHandler(said)
    try:
        yield
    finally:
        _LOG.removeHandler(said)
    if said.errors:
        raise FaultyPdfError("; ".join(said.errors))


class _Said(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.errors.append(record.getMessage())


@cache
def _fonts() -> str:
    """The faces of the font, by the addresses of the files beside us: nothing is fetched from anywhere."""
    folder = Path(str(files("leitplanke.report"))) / "assets" / "fonts"
    return "".join(
        f"@font-face{{font-family:'Fira Sans';font-weight:{weight};"
        f"src:url('{(folder / f'fira-sans-latin-{weight}-normal.woff2').as_uri()}')}}\n"
        for weight in _WEIGHTS
    )


_ENVIRONMENT = jinja2.Environment(
    loader=jinja2.ChoiceLoader([jinja2.PackageLoader(f"leitplanke.report.{one}") for one in ("paper", "results")]),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
)
