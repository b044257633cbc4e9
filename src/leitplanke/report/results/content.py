"""What stands in the document, as headings, paragraphs, lists and tables; how it looks is for whoever writes it."""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from leitplanke.evidence.model import Comparison, EvidenceReport, ResponseReport, Table, WorkshopResult
from leitplanke.kernel.texts import Language
from leitplanke.participation.model import MeetingFormat, Recruitment
from leitplanke.report.edition import EvidenceEdition
from leitplanke.report.fragments import evidence_edition
from leitplanke.report.links import InOneFile
from leitplanke.report.parts import Grid, method_words, missing_words, plain, table_grid, withheld_words
from leitplanke.report.sections import diagnosis, first, people, questions, voices
from leitplanke.report.sentences import opinions
from leitplanke.report.words import RECRUITMENT


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; the title of the document is none."""

    level: int
    words: Markup


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; a quiet one says how a number was made."""

    words: Markup
    is_quiet: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """A table; `shares` are those of its rows, to be drawn as bars, or empty."""

    grid: Grid
    shares: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo (JPEG) with what it shows in words."""

    content: bytes
    words: Markup

    @property
    def address(self) -> str:
        """The picture as a data address: the document needs no other file."""
        return f"data:image/jpeg;base64,{b64encode(self.content).decode()}"


Block = Heading | Paragraph | Bullets | Figures | Picture


@dataclass(frozen=True, slots=True)
class Document:
    """Title, what stands below it, the language, and the blocks in order."""

    language: Language
    title: Markup
    notice: Markup
    subtitle: Markup
    blocks: tuple[Block, ...]


def document_of(evidence: EvidenceReport, *, language: Language, sha256: str) -> Document:
    """The evidence report told in one language; `sha256` is the digest of its bytes."""
    edition = evidence_edition(evidence, language=language, links=InOneFile(language))
    voice, origin = edition.voice, evidence.provenance
    parts = (_reading(edition), _people(edition), _first(edition), _questions(edition), _voices(edition))
    notice = voice.say("Erfundene Kommune: Alle Zahlen sind erfunden.", "Fictitious town: all figures are invented.")
    return Document(
        language=language,
        title=voice.say("{town}: Was Sie gesagt haben", "{town}: what you said", town=origin.town_name),
        notice=notice if origin.is_fictitious else Markup(""),
        subtitle=voice.say(
            "Ergebnisse der Beteiligung, Stand {day}", "Results, as of {day}", day=voice.day(origin.as_of)
        ),
        blocks=tuple(block for part in (*parts, _provenance(edition, sha256)) for block in part),
    )


def _reading(edition: EvidenceEdition) -> Iterator[Block]:
    voice, evidence = edition.voice, edition.documents.evidence
    meanings = {
        Recruitment.SAMPLE: voice.say(
            "Zufallsstichprobe: Wer gefragt wird, entscheidet der Zufall. Nur hier steht dabei, wie unsicher eine Zahl "
            "ist: Der 95‑%‑Bereich enthält den wahren Wert in 95 von 100 solchen Befragungen.",
            "Random sample: chance decides who is asked. Only here it is stated how uncertain a figure is: the 95% "
            "interval holds the true value in 95 of 100 such surveys.",
        ),
        Recruitment.CENSUS: voice.say(
            "Vollbefragung: Alle wurden gefragt. Es gibt keinen Stichprobenfehler, aber nicht alle haben geantwortet.",
            "Everybody was asked: there is no sampling error, but not everybody answered.",
        ),
        Recruitment.OPEN: voice.say(
            "Offene Befragung: Wer wollte, hat mitgemacht. Das ist ein Meinungsbild, keine Hochrechnung, und steht "
            "deshalb ohne Unsicherheitsbereich da.",
            "Open survey: whoever liked took part. It shows opinions, it is no estimate for everybody, and so it has "
            "no interval.",
        ),
    }
    kinds = {response.recruitment for response in evidence.responses}
    yield Heading(1, voice.say("So lesen Sie die Zahlen", "How to read the figures"))
    yield Bullets(
        (
            *(words for kind, words in meanings.items() if kind in kinds),
            voice.say(
                "Was weniger als {n} Personen gesagt haben, steht hier nicht. Zahlen in Klammern stehen auf wenigen "
                "Antworten. Gruppen stehen nebeneinander und werden nicht zusammengerechnet.",
                "What fewer than {n} people said is not told. Figures in brackets rest on few answers. Groups stand "
                "side by side and are not added up.",
                n=evidence.rules.minimum_cell,
            ),
        )
    )


def _people(edition: EvidenceEdition) -> Iterator[Block]:
    evidence, voice = edition.documents.evidence, edition.voice
    told, diagnosed = people.build(edition), diagnosis.build(edition)
    if told is None or diagnosed is None:
        return
    yield Heading(1, voice.say("Wer hat mitgemacht?", "Who took part?"))
    for response, group, found in zip(evidence.responses, told.groups, diagnosed.frames, strict=True):
        yield Heading(2, Markup("{}: {}").format(group.audience, group.title))
        yield Paragraph(Markup("{}. {} {} {}").format(_kind(edition, response), group.answers, group.meaning,
                                                      group.weighting))  # fmt: skip
        yield from (_trait(edition, name, rows) for name, rows in _traits(response))
        if found.missing or found.many:
            yield Heading(3, voice.say("Wer fehlt", "Who is missing"))
            yield Bullets((*found.missing, *found.many))
        yield Heading(3, voice.say("Was die Gewichtung getan hat und nicht kann", "What weighting did, and cannot do"))
        facts = tuple(Markup("{}: {}").format(name, value) for name, value in found.facts)
        yield Bullets((*facts, *found.limits[:-1], *found.merge, *((found.unknown,) if found.unknown else ())))


def _kind(edition: EvidenceEdition, response: ResponseReport) -> Markup:
    return edition.voice.text(RECRUITMENT[response.recruitment])


def _traits(response: ResponseReport) -> Iterator[tuple[str, tuple[Comparison, ...]]]:
    for variable, rows in groupby(response.comparisons, key=lambda row: row.variable):
        yield variable, tuple(rows)


def _trait(edition: EvidenceEdition, variable: str, rows: tuple[Comparison, ...]) -> Figures:
    voice = edition.voice
    has_population = any(row.share_of_population is not None for row in rows)
    title = voice.title(edition.names.variable(variable))
    head = [title, voice.say("Antworten", "Answers"), voice.say("Anteil", "Share")]
    cells = [
        [
            voice.text(edition.names.options(variable, row.categories)),
            plain(voice.count(row.n)),
            plain(voice.percent(row.share_of_responses)),
        ]
        for row in rows
    ]
    if has_population:
        head.append(voice.say("von allen", "of all"))
        for row, line in zip(rows, cells, strict=True):
            share = row.share_of_population
            line.append(plain("–" if share is None else voice.percent(share)))
    return Figures(Grid(title, tuple(head), tuple(map(tuple, cells))), tuple(row.share_of_responses for row in rows))


def _first(edition: EvidenceEdition) -> Iterator[Block]:
    found, voice = first.build(edition), edition.voice
    if found is None:
        return
    yield Heading(1, voice.say("Was zuerst?", "What comes first?"))
    yield Paragraph(voice.say("Frage: {question}", "Question: {question}", question=found.question))
    evidence = edition.documents.evidence
    tables = [one for one in evidence.tables if one.question == evidence.priority_question and one.domain is None]
    yield from _tables(edition, tables)
    for one in found.breakdowns:
        yield Heading(2, one.title)
        if one.difference:
            yield Paragraph(one.difference)
        yield Figures(one.grid)


def _questions(edition: EvidenceEdition) -> Iterator[Block]:
    found, voice, evidence = questions.build(edition), edition.voice, edition.documents.evidence
    if found is None:
        return
    yield Heading(1, voice.say("Was Sie sonst gesagt haben", "What else you said"))
    by_question: dict[str, list[Table]] = {}
    for table in evidence.tables:
        if table.domain is None and table.question != evidence.priority_question:
            by_question.setdefault(table.question, []).append(table)
    for finding, (question, tables) in zip(found.findings, by_question.items(), strict=True):
        yield Heading(2, finding.heading)
        words = voice.text(edition.names.get("question", question))
        yield Paragraph(voice.say("Frage: {question}", "Question: {question}", question=words))
        yield from _tables(edition, tables)


def _tables(edition: EvidenceEdition, tables: Iterable[Table]) -> Iterator[Block]:
    """Each with its base, its method, and what is not told."""
    voice = edition.voice
    for table in tables:
        frame = voice.text(edition.names.get("frame", table.frame))
        caption = Markup("{}: {}").format(edition.audience(table.audience), frame)
        shown = table_grid(edition, table, caption)
        yield Figures(shown, tuple(cell.share for cell in table.cells))
        notes = (method_words(edition, table), withheld_words(edition, table.question, table.withheld))
        yield Paragraph(Markup(" ").join(note for note in notes if note), is_quiet=True)


def _voices(edition: EvidenceEdition) -> Iterator[Block]:
    found, voice, evidence = voices.build(edition), edition.voice, edition.documents.evidence
    if found is None:
        return
    yield Heading(1, voice.say("In Ihren Worten", "In your words"))
    themes = [table for table in evidence.themes if table.domain is None]
    if themes:
        yield Heading(2, voice.say("Worüber in den freien Texten geschrieben wurde", "What the free texts are about"))
        yield Paragraph(
            voice.say(
                "Ein Text kann mehrere Themen haben. Kein Text erscheint hier im Wortlaut.",
                "A text may have several themes. No text is quoted.",
            )
        )
    for table in themes:
        shown = sorted(opinions(table), key=lambda cell: -cell.share)
        rows = tuple(
            (voice.text(edition.names.options(table.question, cell.options)), plain(voice.percent(cell.share)))
            for cell in shown
        )
        head = (voice.say("Thema", "Theme"), voice.say("Anteil", "Share"))
        yield Figures(Grid(edition.audience(table.audience), head, rows), tuple(cell.share for cell in shown))
        notes = (method_words(edition, table), missing_words(edition, table),
                 withheld_words(edition, table.question, table.withheld))  # fmt: skip
        yield Paragraph(Markup(" ").join(note for note in notes if note), is_quiet=True)
    for told, workshop in zip(found.workshops, evidence.workshops, strict=True):
        yield Heading(2, told.title)
        yield Paragraph(told.facts)
        yield Figures(_clusters(edition, told, workshop))
        if told.orders is not None:
            yield Figures(told.orders)


def _clusters(edition: EvidenceEdition, told: voices.Workshop, workshop: WorkshopResult) -> Grid:
    voice = edition.voice
    if workshop.format is MeetingFormat.DISCUSSION:
        columns = (voice.say("Bündel", "Cluster"), voice.say("Beiträge", "Contributions"))
        return Grid(voice.text(workshop.title), columns, tuple((row.bar.label, row.bar.value) for row in told.rows))
    head = (voice.say("Bündel", "Cluster"), voice.say("Punkte", "Dots"), voice.say("Karten", "Cards"))
    rows = tuple((row.bar.label, row.bar.value, row.bar.note or Markup("–")) for row in told.rows)
    return Grid(voice.text(workshop.title), head, rows)


def _provenance(edition: EvidenceEdition, sha256: str) -> Iterator[Block]:
    voice, evidence = edition.voice, edition.documents.evidence
    origin = evidence.provenance
    yield Heading(1, voice.say("Methode und Herkunft", "Method and provenance"))
    yield Paragraph(
        voice.say(
            "Anteile sind Anteile derer, denen die Frage gestellt wurde. Gewichtet wird auf die genannten "
            "Randverteilungen (Raking). Unsicherheitsbereiche sind Wilson-Bereiche auf wirksamem n. Zellen unter {n} "
            "Personen sind unterdrückt oder zusammengefasst, sodass sie sich auch durch Differenzen nicht berechnen "
            "lassen. Die Methodenseiten gehören zum Programm (docs/methods).",
            "Shares are of those who were asked the question. Weights meet the margins named (raking). Intervals are "
            "Wilson’s on effective n. Cells under {n} people are suppressed or merged, so that they cannot be computed "
            "by differences either. The method pages come with the program (docs/methods).",
            n=evidence.rules.minimum_cell,
        )
    )
    head = (voice.say("Dokument", "Document"), voice.say("SHA-256", "SHA-256"))
    rows = [("evidence.json", sha256), *((source.name, source.sha256) for source in origin.made_from)]
    caption = voice.say(
        "Leitplanke {version}, Startwert {seed}: woraus dieses Dokument gemacht ist",
        "Leitplanke {version}, seed {seed}: what this document was made from",
        version=origin.program_version,
        seed=origin.seed,
    )
    yield Figures(Grid(caption, head, tuple((plain(name), plain(digest)) for name, digest in rows)))
