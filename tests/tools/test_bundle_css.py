"""The web's style sheet is up to date; its colours follow device and choice."""

from bundle_css import TARGET, bundle, report_colours, used
from css import Rule, parse


def test_style_sheet_is_what_the_sources_make():
    assert TARGET.read_text(encoding="utf-8") == bundle(), "run: python tools/bundle_css.py"


def test_dark_colours_follow_device_and_choice():
    rules = parse(":root { --a: 1 } @media screen and (prefers-color-scheme: dark) { :root { --a: 2 } }")

    assert report_colours(rules) == (
        Rule(":root", ("--a:1",)),
        Rule(
            "@media screen and (prefers-color-scheme: dark)",
            rules=(Rule(":root:not([data-kern-theme=light])", ("--a:2",)),),
        ),
        Rule("@media screen", rules=(Rule(":root[data-kern-theme=dark]", ("--a:2",)),)),
    )


def test_tokens_that_nothing_uses_are_left_out():
    rules = parse(":root { --a: var(--b); --b: 1; --c: var(--d); --d: 2 } p { color: var(--a, red) }")

    assert used(rules) == (Rule(":root", ("--a:var(--b)", "--b:1")), Rule("p", ("color:var(--a, red)",)))
