"""Whoever runs an installation finds every setting explained."""

import re

SETTING = re.compile(r"\b(?:LEITPLANKE_[A-Z_]*[A-Z]|DATABASE_URL)\b(?!_)")
PAGES = ("operations.md", "sign-in.md")


def test_every_setting_is_documented(root, source_files):
    read = {name for file in source_files for name in SETTING.findall(file.read_text("utf-8"))}
    told = {name for page in PAGES for name in SETTING.findall((root / "docs" / page).read_text("utf-8"))}

    assert {"LEITPLANKE_DATA", "DATABASE_URL"} <= read
    assert sorted(read - told) == []
