import re
from importlib.resources import files

ASSETS = files("leitplanke.report") / "assets"
AT_RULE = re.compile(r"@[a-z-]+[^{;]*\{")


def sheet(name: str) -> str:
    return re.sub(r"/\*.*?\*/", "", (ASSETS / name).read_text("utf-8"), flags=re.DOTALL)


def selectors(css: str) -> list[str]:
    """Every selector of a sheet, lists taken apart outside of brackets (two deep at most)."""
    heads = re.findall(r"([^{}]+)\{[^{}]*\}", AT_RULE.sub("", css))
    return [one.strip() for head in heads for one in re.findall(r"(?:\((?:[^()]|\([^()]*\))*\)|[^,()])+", head.strip())]


def test_rule_of_the_parts_holds_for_a_class_or_inside_parts_alone():
    found = selectors(sheet("parts.css"))

    assert len(found) > 300
    assert [one for one in found if "." not in one and one != "line.grid"] == []


def test_tokens_that_the_sheets_use_are_all_defined_and_nowhere_else():
    defined = set(re.findall(r"(--[a-z0-9-]+):", sheet("tokens.css")))
    used = {name for css in ("parts.css", "report.css") for name in re.findall(r"var\((--[a-z0-9-]+)\)", sheet(css))}

    assert used == defined


def test_dark_scheme_names_no_token_that_the_light_one_lacks():
    light, _, dark = sheet("tokens.css").partition("@media")

    assert set(re.findall(r"(--[a-z0-9-]+):", dark)) <= set(re.findall(r"(--[a-z0-9-]+):", light))
