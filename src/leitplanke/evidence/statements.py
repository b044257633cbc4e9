"""A published number as a sentence, in German and English."""

from math import floor

from leitplanke.evidence.asked import is_missing
from leitplanke.evidence.model import Cell, Centre, ClusterResult, Table
from leitplanke.evidence.scales import number_text
from leitplanke.kernel.texts import Language, Text
from leitplanke.participation.model import Recruitment

_RECRUITMENT = {
    Recruitment.SAMPLE: Text("Zufallsstichprobe", "random sample"),
    Recruitment.CENSUS: Text("Vollbefragung", "everybody was asked"),
    Recruitment.OPEN: Text("offene Befragung", "open survey"),
}


def answer_statement(table: Table, cell: Cell, *, audience: Text, question: Text, options: tuple[Text, ...]) -> Text:
    """Who answers what, with everything that the number needs to be understood."""
    de, en = (_either(options, cell, language) for language in Language)
    share = _percent(cell.share)
    points = Text("", "")
    if cell.mean_points is not None:
        points = Text(
            f", im Mittel {cell.mean_points:.1f}".replace(".", ",") + " Punkte",
            f", on average {cell.mean_points:.1f} points",
        )
    base_de, base_en = _base(table, cell)
    asked = _asked(question)
    return Text(
        f"{audience.de}: {share.de} antworten {de} auf {asked.de}{points.de} ({base_de}).",
        f"{audience.in_language(Language.EN)}: {share.en} answer {en} to {asked.en}{points.en} ({base_en}).",
    )


def mean_statement(table: Table, centre: Centre, *, audience: Text, question: Text) -> Text:
    """The mean of those who gave a number, between the ends that the question allows."""
    assert centre.mean is not None
    assert centre.lowest is not None
    assert centre.highest is not None
    mean, low, high = (number_text(number) for number in (centre.mean, centre.lowest, centre.highest))
    interval = Text("", "")
    if centre.low is not None and centre.high is not None:
        ends = number_text(centre.low), number_text(centre.high)
        interval = Text(f", 95-%-Bereich {ends[0].de} bis {ends[1].de}", f", 95% interval {ends[0].en} to {ends[1].en}")
    base_de, base_en = _base(table, None)
    asked = _asked(question)
    return Text(
        f"{audience.de}: im Mittel {mean.de} (möglich: {low.de} bis {high.de}) auf {asked.de} "
        f"({base_de}{interval.de}).",
        f"{audience.in_language(Language.EN)}: {mean.en} on average (possible: {low.en} to {high.en}) for {asked.en} "
        f"({base_en}{interval.en}).",
    )


def preference_statement(table: Table, cell: Cell, *, audience: Text, question: Text, option: Text) -> Text:
    """How much of all importance an option has by best and worst choices."""
    share, asked = _percent(cell.share), _asked(question)
    base_de, base_en = _base(table, cell)
    return Text(
        f"{audience.de}: „{option.de}“ hat {share.de} aller Vorlieben auf {asked.de} ({base_de}).",
        f"{audience.in_language(Language.EN)}: “{option.in_language(Language.EN)}” has {share.en} of all preferences "
        f"for {asked.en} ({base_en}).",
    )


def theme_statement(table: Table, cell: Cell, *, audience: Text, options: tuple[Text, ...]) -> Text:
    """Which part of those who were asked wrote something that belongs to a theme."""
    share = _percent(cell.share)
    base_de, base_en = _base(table, cell)
    if is_missing(cell.options):
        return Text(
            f"{audience.de}: {share.de} schreiben nichts ({base_de}).",
            f"{audience.in_language(Language.EN)}: {share.en} write nothing ({base_en}).",
        )
    de, en = (_either(options, cell, language) for language in Language)
    how = how_assigned(table)
    return Text(
        f"{audience.de}: {share.de} schreiben etwas zum Thema {de} ({how.de}; {base_de}).",
        f"{audience.in_language(Language.EN)}: {share.en} write something on the theme {en} ({how.en}; {base_en}).",
    )


def how_assigned(table: Table) -> Text:
    """Whether people or word beginnings assigned the texts to themes."""
    tenths = table.checked_tenths
    if tenths == 10:
        return Text("alle Texte von Menschen geprüft", "every text checked by a person")
    if tenths == 0:
        return Text("automatisch zugeordnet", "assigned automatically")
    return Text(
        f"von Menschen geprüft: {tenths} von 10 Texten, die übrigen automatisch zugeordnet",
        f"checked by a person: {tenths} of 10 texts, the others assigned automatically",
    )


def cluster_statement(workshop: Text, cluster: ClusterResult) -> Text:
    """What a workshop brought on one cluster; only counts that may be told."""
    de = [
        f"{_number(n).de} {word}" for n, word in ((cluster.dots, "Punkte"), (cluster.cards, "Karten")) if n is not None
    ]
    en = [f"{_number(n).en} {word}" for n, word in ((cluster.dots, "dots"), (cluster.cards, "cards")) if n is not None]
    return Text(
        f"{workshop.de}: {' und '.join(de)} für „{cluster.title.de}“.",
        f"{workshop.in_language(Language.EN)}: {' and '.join(en)} for “{cluster.title.in_language(Language.EN)}”.",
    )


def discussion_statement(discussion: Text, cluster: ClusterResult) -> Text:
    """How many contributions a discussion online brought on one cluster; they are public, so the count is exact."""
    n = cluster.cards or 0
    de, en = ("Beitrag", "contribution") if n == 1 else ("Beiträge", "contributions")
    title_de, title_en = cluster.title.de, cluster.title.in_language(Language.EN)
    return Text(
        f"{discussion.de}: {_number(n).de} {de} zu „{title_de}“.",
        f"{discussion.in_language(Language.EN)}: {_number(n).en} {en} on “{title_en}”.",
    )


def _asked(question: Text) -> Text:
    """The question in quotation marks; one that is a quotation is a statement to agree to and has its own."""
    de, en = question.de, question.in_language(Language.EN)
    return Text(
        f"den Satz {de}" if de.startswith("„") else f"die Frage „{de}“",
        f"the statement {en}" if en.startswith(("“", "„")) else f"the question “{en}”",
    )


def _either(options: tuple[Text, ...], cell: Cell, language: Language) -> str:
    """The options as a choice of words; several kinds of missing answers are told as one."""
    pairs = zip(options, cell.options, strict=True)
    given = [text.in_language(language) for text, option in pairs if not is_missing((option,))]
    if language is Language.DE:
        words = [f"„{text}“" for text in given] + ["nicht"] * (len(given) < len(options))
        return " oder ".join(words)
    words = [f"“{text}”" for text in given] + ["nothing"] * (len(given) < len(options))
    return " or ".join(words)


def _base(table: Table, cell: Cell | None) -> tuple[str, str]:
    n, label = _number(table.base_n), _RECRUITMENT[table.recruitment]
    de, en = [label.de, f"n\u00a0=\u00a0{n.de}"], [label.en, f"n\u00a0=\u00a0{n.en}"]
    if cell is not None and cell.low is not None and cell.high is not None:
        low, high = _whole(cell.low), _whole(cell.high)
        de.append(f"95-%-Bereich {low} bis {high}\u00a0%")
        en.append(f"95% interval {low} to {high}%")
    if table.in_brackets:
        de.append("wenige Antworten")
        en.append("few answers")
    return ", ".join(de), ", ".join(en)


def _percent(share: float) -> Text:
    return Text(f"{_whole(share)}\u00a0%", f"{_whole(share)}%")


def _whole(share: float) -> int:
    return floor(share * 100 + 0.5)


def _number(n: int) -> Text:
    return Text(f"{n:,}".replace(",", "."), f"{n:,}")
