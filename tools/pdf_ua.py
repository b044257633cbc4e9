"""The gate before an accessible PDF leaves: what of PDF/UA-1 (ISO 14289-1) a program can see.

Checked, by the failure conditions of the Matterhorn Protocol 1.1: the claim and title in the metadata (06, 07), the
language (11), that everything shown is tagged or an artifact (01), roles that are standard (02), figures with
alternative texts (13), headings in order (14), tables with headers (15), fonts inside (31), bookmarks in long
documents (27). What only people can see (is the text right, is the order sensible) no gate replaces.

    python tools/pdf_ua.py FILE.pdf …
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Final

import pikepdf

LONG = 5  # pages: from here on bookmarks are wanted
_TEXT: Final = frozenset({"Tj", "TJ", "'", '"', "Do"})
_STANDARD: Final = frozenset(
    f"/{name}"
    for name in (
        *("Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct"),
        *("P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead"),
        *("TBody", "TFoot", "Span", "Quote", "Note", "Reference", "Code", "Link", "Annot", "Figure", "Formula", "Form"),
    )
)


def faults(content: bytes) -> list[str]:
    """What keeps the PDF from being what it has to claim to be; nothing where all is well."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return [*_of_catalog(pdf), *_of_structure(pdf), *_of_pages(pdf), *_of_fonts(pdf)]


def _of_catalog(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    if not str(root.get("/Lang", "")):
        yield "no language"
    if not bool(_within(root, "/MarkInfo").get("/Marked", False)):
        yield "not marked as tagged"
    if not bool(_within(root, "/ViewerPreferences").get("/DisplayDocTitle", False)):
        yield "the title is not displayed"
    with pdf.open_metadata() as metadata:
        if str(metadata.get("pdfuaid:part", "")) != "1":
            yield "does not claim PDF/UA-1"
        if not str(metadata.get("dc:title", "")).strip():
            yield "no title"
    if len(pdf.pages) >= LONG:
        with pdf.open_outline() as outline:
            if not outline.root:
                yield "no bookmarks"


def _of_structure(pdf: pikepdf.Pdf) -> Iterator[str]:
    tree = pdf.Root.get("/StructTreeRoot")
    if tree is None:
        yield "no structure"
        return
    elements = list(_elements(tree))
    for element in elements:
        role = str(element.get("/S"))
        if role not in _STANDARD:
            yield f"unknown role {role}"
        if role == "/Figure" and not str(element.get("/Alt", "")).strip():
            yield "a figure without alternative text"
        if role == "/Table":
            yield from _of_table(element)
    yield from _of_headings([int(str(one.S)[2:]) for one in elements if str(one.S)[2:].isdigit()])


def _of_table(table: pikepdf.Object) -> Iterator[str]:
    """Headers are found by their scope, or by the ids that the cells name (ISO 32000-1, 14.8.5.7)."""
    elements = list(_elements(table))
    headers = [one for one in elements if one.S == "/TH"]
    if not any(one.S == "/TR" for one in elements):
        yield "a table without rows"
        return
    if not headers:
        yield "a table without headers"
        return
    if any("/Scope" in attributes for one in headers for attributes in _attributes(one)):
        return
    known = {str(one.get("/ID")) for one in headers}
    for cell in (one for one in elements if one.S == "/TD"):
        named = {str(name) for attributes in _attributes(cell) for name in attributes.get("/Headers", [])}
        if not named or not named <= known:
            yield "a table cell without header"
            return


def _attributes(element: pikepdf.Object) -> list[pikepdf.Object]:
    found = element.get("/A")
    return [] if found is None else list(found) if isinstance(found, pikepdf.Array) else [found]


def _of_headings(levels: list[int]) -> Iterator[str]:
    if not levels:
        yield "no headings"
        return
    if levels[0] != 1:
        yield f"the first heading is of level {levels[0]}"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"a heading of level {after} below one of level {before}"


def _of_pages(pdf: pikepdf.Pdf) -> Iterator[str]:
    for number, page in enumerate(pdf.pages, start=1):
        if _shows_untagged(page):
            yield f"page {number} shows something that is neither tagged nor an artifact"
        if "/Annots" in page and str(page.get("/Tabs", "")) != "/S":
            yield f"page {number}: the order of links is not that of the text"


def _shows_untagged(page: pikepdf.Page) -> bool:
    depth = 0
    for instruction in pikepdf.parse_content_stream(page):
        name = str(instruction.operator)
        if name in {"BDC", "BMC"}:
            depth += 1
        elif name == "EMC":
            depth -= 1
        elif name in _TEXT and depth == 0:
            return True
    return False


def _of_fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    names = {str(font.get("/BaseFont")) for font in _fonts(pdf) if not _is_embedded(font)}
    yield from (f"the font {name} is not embedded" for name in sorted(names))


def _fonts(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for page in pdf.pages:
        yield from _within(_within(page.obj, "/Resources"), "/Font").values()


def _is_embedded(font: pikepdf.Object) -> bool:
    below = font.get("/DescendantFonts")
    descriptor = _within(font if below is None else below[0], "/FontDescriptor")
    return any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def _within(parent: pikepdf.Object, key: str) -> pikepdf.Object:
    """The dictionary below a key, an empty one where there is none."""
    found = parent.get(key)
    return pikepdf.Dictionary() if found is None else found


def _elements(parent: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Every element below, in reading order."""
    kids = parent.get("/K")
    for kid in list(kids) if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid)


def main(names: list[str]) -> int:
    """Tell the faults of the files; 1 if there are any."""
    found = [(name, fault) for name in names for fault in faults(Path(name).read_bytes())]
    for name, fault in found:
        sys.stdout.write(f"{name}: {fault}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
