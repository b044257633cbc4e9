"""Bring KERN and htmx into the repository, as old tablets can read them.

    npm pack @kern-ux/native@2.7.2 htmx.org@2.0.11    # then unpack both
    python tools/vendor_design.py FOLDER_OF_KERN FOLDER_OF_HTMX

KERN writes its colours as oklch(), which browsers before 2023 do not know: radio buttons vanish. They become hex
here. Only the components in use are kept; light is the ground state, dark is for screens, never for paper.
"""

import math
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from css import Rule, parse, write

DESIGN = Path(__file__).parents[1] / "src/leitplanke_web/design"
COMPONENTS = frozenset({
    "alert", "badge", "btn", "error", "fieldset", "form-check", "form-input", "hint", "icon", "label", "layer",
    "level-0", "level-1", "level-2", "progress", "sr-only", "title",
})  # fmt: skip
ICONS = frozenset({"info", "success", "warning", "danger"})
UNUSED = ("--x-small", "--small", "--large", "--width-", "kern-dark", "kern-light", "input[type=file]")
OKLCH = re.compile(r"oklch\(\s*([\d.]+)%\s+([\d.]+)\s+([\d.]+)\s*\)")
CLASS = re.compile(r"\.kern-([a-z0-9-]+?)(?=__|--|[^a-z0-9-]|$)")
ICON = re.compile(r"\.kern-icon--([a-z-]+)")
HEAD = "/* KERN, @kern-ux/native {version}, EUPL-1.2 (KERN-LICENSE.md); made by tools/vendor_design.py */\n"


def main(kern: Path, htmx: Path) -> None:
    """Write KERN's style sheet, htmx and both licences into the design app."""
    styles, scripts = DESIGN / "styles", DESIGN / "static/design"
    version = re.search(r'"version": "([\d.]+)"', (kern / "package.json").read_text(encoding="utf-8"))
    assert version is not None
    sheet = kern_sheet((kern / "dist/kern.css").read_text(encoding="utf-8"))
    (styles / "kern.css").write_text(HEAD.format(version=version[1]) + sheet, encoding="utf-8")
    shutil.copyfile(kern / "LICENSE.md", styles / "KERN-LICENSE.md")
    shutil.copyfile(htmx / "dist/htmx.min.js", scripts / "htmx.min.js")
    shutil.copyfile(htmx / "LICENSE", scripts / "htmx-LICENSE.txt")


def kern_sheet(text: str) -> str:
    """KERN's style sheet with hex colours and without what is not in use."""
    return write(tuple(kept for rule in parse(hex_colours(text)) for kept in _kept(rule)))


def hex_colours(text: str) -> str:
    """Every oklch() as the sRGB colour that browsers show for it."""
    return OKLCH.sub(lambda found: _hex(float(found[1]) / 100, float(found[2]), float(found[3])), text)


def _hex(lightness: float, chroma: float, hue: float) -> str:
    """Björn Ottosson, A perceptual color space for image processing (2020); what sRGB cannot show is clipped."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    return "#" + "".join(f"{round(255 * _gamma(min(max(part, 0), 1))):02x}" for part in linear)


def _gamma(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def _kept(rule: Rule) -> tuple[Rule, ...]:
    """The rule as it stays: nothing, itself, or itself for screens only."""
    if rule.prelude == "@media (prefers-color-scheme: light)":
        return tuple(kept for one in rule.rules for kept in _kept(one))
    if rule.prelude == "@media (prefers-color-scheme: dark)":
        return (Rule("@media screen and (prefers-color-scheme: dark)", rules=tuple(_unless_light(rule.rules))),)
    if rule.prelude.startswith("@"):
        inner = tuple(kept for one in rule.rules for kept in _kept(one))
        return (replace(rule, rules=inner),) if inner else ()
    selectors = tuple(one for one in rule.selectors if _is_used(one))
    declarations = _plain(rule.declarations)
    if not selectors or not declarations:
        return ()
    kept = Rule(", ".join(selectors), declarations)
    return (Rule("@media screen", rules=(kept,)),) if selectors == ("[data-kern-theme=dark]",) else (kept,)


def _unless_light(rules: tuple[Rule, ...]) -> Iterator[Rule]:
    """The reader's choice of light goes before what the device asks for."""
    for rule in rules:
        yield Rule(rule.prelude.replace(":root", ":root:not([data-kern-theme=light])"), _plain(rule.declarations))


def _plain(declarations: tuple[str, ...]) -> tuple[str, ...]:
    """Without mixed colours, which are newer than oklch(), and shadows: styles/tokens.css names what is needed."""
    return tuple(one for one in declarations if "color-mix(" not in one and "oklch(" not in one)


def _is_used(selector: str) -> bool:
    if selector.startswith(":is(body"):
        return True
    icons = ICON.findall(selector)
    return (
        all(name in COMPONENTS for name in CLASS.findall(selector))
        and all(name in ICONS for name in icons)
        and not any(mark in selector for mark in UNUSED)
    )


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:3]))
