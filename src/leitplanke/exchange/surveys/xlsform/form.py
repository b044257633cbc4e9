"""An XLSForm as a questionnaire."""

from leitplanke.exchange.surveys.grammar import NotExpressibleError
from leitplanke.exchange.surveys.losses import Imported, ImportLog, Part, in_order
from leitplanke.exchange.surveys.mending import Parts, mended
from leitplanke.exchange.surveys.xlsform.blocks import Block
from leitplanke.exchange.surveys.xlsform.questions import question_of
from leitplanke.exchange.surveys.xlsform.reading import AUDIENCE, FormReading
from leitplanke.exchange.surveys.xlsform.sheets import SheetRow, Sheets, read_sheets
from leitplanke.exchange.surveys.xlsform.types import ABOUT_THE_DEVICE, COMPUTED, block_of
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Computed, Expression, Operator, Question, Questionnaire, Section, constant

_SETTINGS = frozenset({"form_title", "title", "form_id", "id_string", "version", "default_language"})


def imported_form(data: bytes, *, file: str) -> Imported:
    """The questionnaire in an XLSForm, with everything that did not arrive. Raises `FaultyInputError`."""
    sheets = read_sheets(data, file=file)
    log = ImportLog()
    builder = _Builder(FormReading(sheets, log))
    builder.read()
    settings = sheets.settings[0].fields if sheets.settings else {}
    _tell_the_rest(sheets, settings, log)
    title = settings.get("form_title") or settings.get("title") or settings.get("form_id") or "Umfrage"
    reading = builder.reading
    reading.tell_choices()
    log.count(Part.LANGUAGE, len(reading.languages))
    sections = tuple(builder.sections()) if builder.has_blocks else ()
    computed = (*builder.computed, *reading.texts.computed)
    parts = mended(Parts(tuple(builder.questions), sections, computed), log)
    questionnaire = Questionnaire(
        version=settings.get("version", "").strip() or "1",
        title=Text.of({reading.first_language: title}),
        audiences=(AUDIENCE,),
        questions=parts.questions,
        sections=parts.sections,
        computed=parts.computed,
        languages=tuple(dict.fromkeys(reading.languages.values())),
    )
    return Imported("xlsform", questionnaire, log.tally(), in_order(log.losses))


class _Builder:
    """Walks down the rows with the groups that are open."""

    def __init__(self, reading: FormReading) -> None:
        self.reading = reading
        self.questions: list[Question] = []
        self.computed: list[Computed] = []
        self.has_blocks = False
        self._open: list[Block] = []
        self._runs: list[tuple[tuple[Block, ...], list[str]]] = []
        self._titled: set[int] = set()

    def read(self) -> None:
        for row in self.reading.sheets.survey:
            written = row["type"]
            block = block_of(written)
            if block is not None:
                self._turn(block, row)
            elif written.lower() in COMPUTED:
                self.computed.append(self._computed(row))
            elif written.lower() in ABOUT_THE_DEVICE:
                words = Text("Angaben über Gerät und Zeit werden nicht erhoben.", "Device and time are not recorded.")
                self.reading.log.lose(Part.SETTING, row["name"] or written, words, line=row.line, place="survey")
            elif written:
                self._add(question_of(row, self.reading))

    def sections(self) -> list[Section]:
        """One section for each run of questions in the same groups."""
        return [self._section(blocks, questions) for blocks, questions in self._runs]

    def _add(self, question: Question) -> None:
        self.questions.append(question)
        blocks = tuple(self._open)
        if not self._runs or self._runs[-1][0] != blocks:
            self._runs.append((blocks, []))
        self._runs[-1][1].append(question.id)

    def _turn(self, block: tuple[str, str], row: SheetRow) -> None:
        self.has_blocks = True
        if block[0] == "end":
            if self._open:
                self._open.pop()
            return
        name = row["name"] or block[1]
        title = self.reading.text(Part.SECTION, row.texts.get("label", {}), name=name, line=row.line)
        condition = self.reading.condition(row["relevant"], name=name, line=row.line)
        self._open.append(Block(row.line, name, title, condition))
        if block[1] != "group":
            words = Text("Die Wiederholung entfällt, es wird einmal gefragt.", "The repetition goes, it is asked once.")
            self.reading.log.lose(Part.SETTING, name, words, line=row.line, place="survey")

    def _section(self, blocks: tuple[Block, ...], questions: list[str]) -> Section:
        conditions = tuple(block.condition for block in blocks if block.condition is not None)
        whole = Expression(Operator.ALL, conditions) if len(conditions) > 1 else next(iter(conditions), None)
        fresh = [block for block in blocks if block.line not in self._titled and block.title.by_language()]
        self._titled.update(block.line for block in blocks)
        # The titles of groups that begin here; later parts of a group carry its own title.
        titled = fresh or [block for block in blocks if block.title.by_language()][-1:]
        title = titled[-1].title if titled else Text("")
        text = _joined([block.title for block in titled[:-1]])
        name = self.reading.section_names.new(blocks[-1].name if blocks else "part")
        return Section(name, title, tuple(questions), text, whole)

    def _computed(self, row: SheetRow) -> Computed:
        name = self.reading.ids[row.line]
        formula = row["calculation"] or row["default"]
        self.reading.log.count(Part.RULE)
        try:
            return Computed(name, self.reading.formula(formula) if formula else constant(""))
        except NotExpressibleError as error:
            self.reading.log.lose(Part.RULE, row["name"], error.words, line=row.line, place="survey")
            return Computed(name, constant(""))


def _joined(texts: list[Text]) -> Text:
    tags = dict.fromkeys(tag for text in texts for tag in text.by_language())
    return Text.of({tag: "\n".join(text.by_language().get(tag, "") for text in texts).strip() for tag in tags})


def _tell_the_rest(sheets: Sheets, settings: dict[str, str], log: ImportLog) -> None:
    for name, value in settings.items():
        if name not in _SETTINGS and value.strip():
            log.lose(
                Part.SETTING, name, Text(f"{name} = {value} entfällt.", f"{name} = {value} goes."), place="settings"
            )
    for sheet in sheets.others:
        log.lose(
            Part.SETTING, sheet, Text(f"Das Blatt „{sheet}“ wird nicht gelesen.", f"The sheet “{sheet}” is not read.")
        )
