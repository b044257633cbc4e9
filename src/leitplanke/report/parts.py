"""Shapes that several sections share: a bar with its label, a table of words and numbers."""

from dataclasses import dataclass

from markupsafe import Markup

from leitplanke.evidence.model import Centre, ShareOf, Table
from leitplanke.participation.model import Recruitment
from leitplanke.report.charts import share_bar
from leitplanke.report.edition import EvidenceEdition, badge
from leitplanke.report.sentences import interval_words, missing_share, opinions, share_words
from leitplanke.report.voice import Voice
from leitplanke.report.words import RECRUITMENT, WEIGHTING


@dataclass(frozen=True, slots=True)
class Bar:
    """A labelled bar: what, how much, the uncertainty in words, the drawing."""

    label: Markup
    value: Markup
    note: Markup
    drawing: Markup
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A real table: the first column of every row is its header."""

    caption: Markup
    head: tuple[Markup, ...]
    rows: tuple[tuple[Markup, ...], ...]


def plain(value: object) -> Markup:
    """Any value as escaped text."""
    return Markup("{}").format(value)


def recruitment_badge(edition: EvidenceEdition, recruitment: Recruitment) -> Markup:
    """Zufallsstichprobe, Vollbefragung, Offene Befragung."""
    return badge(f"recruitment {recruitment.value}", edition.voice.text(RECRUITMENT[recruitment]))


def table_bars(edition: EvidenceEdition, table: Table) -> tuple[Bar, ...]:
    """One bar per published answer, in the table's order; missing answers have no bar."""
    voice, names = edition.voice, edition.names
    return tuple(
        Bar(
            label=voice.text(names.options(table.question, cell.options)),
            value=share_words(cell.share, is_in_brackets=table.in_brackets, voice=voice),
            note=interval_words(cell.low, cell.high, voice=voice),
            drawing=share_bar(cell.share, low=cell.low, high=cell.high, css=table.recruitment.value),
        )
        for cell in opinions(table)
    )


def missing_words(edition: EvidenceEdition, table: Table) -> Markup:
    """How many gave no answer, empty where all did or it is not told."""
    share = missing_share(table)
    if not share:
        return Markup("")
    return edition.voice.say("Ohne Antwort: {share}.", "No answer: {share}.", share=edition.voice.percent(share))


def table_grid(edition: EvidenceEdition, table: Table, caption: Markup) -> Grid:
    """A published table with everything that a careful reader asks for."""
    voice, names = edition.voice, edition.names
    has_points = any(cell.mean_points is not None for cell in table.cells)
    has_n = any(cell.n is not None for cell in table.cells)
    head = [voice.say("Antwort", "Answer"), *([Markup("n")] if has_n else []), voice.say("Anteil", "Share")]
    has_interval = any(cell.low is not None for cell in table.cells)
    if has_interval:
        head += [voice.say("95‑%‑Bereich", "95% interval"), voice.say("wirksames n", "effective n")]
    if has_points:
        head.append(voice.say("Punkte im Mittel", "Mean points"))
    rows = []
    for cell in table.cells:
        row = [
            voice.text(names.options(table.question, cell.options)),
            *([] if cell.n is None else [plain(voice.count(cell.n))]),
            share_words(cell.share, is_in_brackets=table.in_brackets, voice=voice),
        ]
        if has_interval:
            effective = "–" if cell.effective_n is None else voice.count(round(cell.effective_n))
            row += [interval_words(cell.low, cell.high, voice=voice) or Markup("–"), plain(effective)]
        if has_points:
            row.append(plain("–" if cell.mean_points is None else voice.decimal(cell.mean_points)))
        rows.append(tuple(row))
    return Grid(caption, tuple(head), tuple(rows))


def method_words(edition: EvidenceEdition, table: Table) -> Markup:
    """How the shares of a table were formed, in one line."""
    voice = edition.voice
    words = voice.say(
        "{kind}, {weighting}, Basis: {n} Personen, denen die Frage gestellt wurde.",
        "{kind}, {weighting}; base: {n} who were asked the question.",
        kind=voice.text(RECRUITMENT[table.recruitment]),
        weighting=voice.text(WEIGHTING[table.weighting]),
        n=voice.count(table.base_n),
    )
    if table.share_of is ShareOf.PREFERENCE:
        return words + _preference_method(table, voice)
    if table.centre is not None and table.centre.mean is not None:
        words += _mean_method(table.centre, voice)
    if table.recruitment is Recruitment.SAMPLE:
        words += voice.say(" Bereich: 95\u00a0%, Wilson auf wirksamem n.", " Interval: 95%, Wilson on effective n.")
    if table.id in edition.documents.evidence.kept:
        words += voice.say(
            " Stand der vorigen Fassung: Seitdem hat sich so wenig geändert, dass sich ausrechnen ließe, was Einzelne "
            "geantwortet haben.",
            " As in the version before: so little has changed since that answers of single people could be computed.",
        )
    return words


def _preference_method(table: Table, voice: Voice) -> Markup:
    """How shares of preference are to be read."""
    words = voice.say(
        " Aus den Wahlen des Wichtigsten und Unwichtigsten (MaxDiff): Ein Anteil sagt, wie oft etwas gewählt würde, "
        "wenn alles zur Wahl stünde. Alle zusammen ergeben 100\u00a0%.",
        " From choices of the most and least important (MaxDiff): a share says how often something would be chosen "
        "from everything. All together make 100%.",
    )
    if table.recruitment is Recruitment.SAMPLE:
        words += voice.say(" Bereich: 95\u00a0%.", " Interval: 95%.")
    return words


def _mean_method(centre: Centre, voice: Voice) -> Markup:
    """Whose mean it is, and how exactly it is told."""
    return voice.say(
        " Mittelwert derer, die eine Zahl nannten, auf {step} genau, zum Schutz kleiner Gruppen.",
        " Mean of those who gave a number, told in steps of {step} to protect small groups.",
        step=voice.decimal(centre.step or 0.0),
    )


def withheld_words(edition: EvidenceEdition, question: str, withheld: tuple[str, ...]) -> Markup:
    """Which answers are not published, and why."""
    if not withheld:
        return Markup("")
    voice = edition.voice
    options = voice.join([voice.text(edition.names.option(question, option)) for option in withheld])
    return voice.say(
        "Nicht einzeln gezeigt, weil zu wenige es genannt haben: {options}.",
        "Not shown on their own, because too few named them: {options}.",
        options=options,
    )
