"""Make the web's one style sheet: `python tools/bundle_css.py` writes it, a test holds it up to date.

Order: fonts, KERN, the report's colours, ours, frame, components, forms, survey, workshops, report's parts, public
pages, print. The report's parts stand inside elements of the class `parts`. Tokens that nothing uses are left out.
"""

import re
from dataclasses import replace
from pathlib import Path

from css import Rule, parse, write

SOURCE = Path(__file__).parents[1] / "src"
STYLES = SOURCE / "leitplanke_web/design/styles"
REPORT = SOURCE / "leitplanke/report/assets"
TARGET = SOURCE / "leitplanke_web/design/static/design/leitplanke.css"
HEAD = "/* Made by tools/bundle_css.py. Holds parts of the KERN Design System, EUPL-1.2. */\n"
DARK = "(prefers-color-scheme: dark)"
TOKEN = re.compile(r"^(--[a-z0-9-]+):")
USED = re.compile(r"var\((--[a-z0-9-]+)")


def main() -> None:
    """Write the style sheet."""
    TARGET.write_text(bundle(), encoding="utf-8")


def bundle() -> str:
    """The style sheet as it has to be."""
    rules = (
        *_ours("fonts"),
        *_ours("kern"),
        *report_colours(_report("tokens")),
        *(rule for name in ("tokens", "frame", "components", "forms", "survey", "workshops") for rule in _ours(name)),
        *_report("parts"),
        *_ours("public"),
        *_ours("print"),
    )
    return HEAD + write(used(rules))


def report_colours(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """The report's colours, dark ones also where the reader chose dark, light ones also where they chose light."""
    light = tuple(rule for rule in rules if not rule.prelude.startswith("@"))
    dark = tuple(one for rule in rules if DARK in rule.prelude for one in rule.rules)
    return (
        *light,
        Rule(f"@media screen and {DARK}", rules=_under(":root:not([data-kern-theme=light])", dark)),
        Rule("@media screen", rules=_under(":root[data-kern-theme=dark]", dark)),
    )


def used(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """Rules without the tokens that nothing asks for, directly or through another token."""
    while True:
        names = set(USED.findall(write(rules)))
        fewer = _without(rules, names)
        if fewer == rules:
            return rules
        rules = fewer


def _ours(name: str) -> tuple[Rule, ...]:
    return parse((STYLES / f"{name}.css").read_text(encoding="utf-8"))


def _report(name: str) -> tuple[Rule, ...]:
    return parse((REPORT / f"{name}.css").read_text(encoding="utf-8"))


def _under(selector: str, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    return tuple(replace(rule, prelude=selector) for rule in rules)


def _without(rules: tuple[Rule, ...], names: set[str]) -> tuple[Rule, ...]:
    return tuple(
        replace(
            rule,
            declarations=tuple(one for one in rule.declarations if not _is_idle(one, names)),
            rules=_without(rule.rules, names),
        )
        for rule in rules
    )


def _is_idle(declaration: str, names: set[str]) -> bool:
    token = TOKEN.match(declaration)
    return token is not None and token[1] not in names


if __name__ == "__main__":
    main()
