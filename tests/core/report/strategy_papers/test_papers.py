"""The strategy as papers: everything that was decided is told, and the files are accessible."""

import io
from dataclasses import replace

import docx
import pypdfium2
import pytest

from factories.small_town import small_documents
from leitplanke.cli import main
from leitplanke.cli.codes import DONE, FAULTY_INPUT
from leitplanke.exchange.documents import to_bytes
from leitplanke.kernel.texts import Language, Text
from leitplanke.report.results.content import Bullets, Figures, Heading, Paragraph
from leitplanke.report.results.pdf import results_pdf
from leitplanke.report.results.word import results_docx
from leitplanke.report.strategy_papers.papers import NAMES, paper
from leitplanke.report.strategy_papers.strategy import untold_in_plain_language
from leitplanke.report.strategy_papers.telling import Sources
from leitplanke.strategy.guardrails import blocking_checks
from leitplanke.strategy.model import MeasureState
from pdf_ua import faults


@pytest.fixture(scope="module")
def sources():
    shown = small_documents()
    return Sources(shown["strategy"], shown["evidence"], shown["roadmap"], {"strategy.json": "0" * 64})


def words(document):
    """All that a paper says, in order."""
    for block in document.blocks:
        match block:
            case Heading() | Paragraph():
                yield block.words.striptags()
            case Bullets():
                yield from (item.striptags() for item in block.items)
            case Figures():
                yield from (cell.striptags() for row in (block.grid.head, *block.grid.rows) for cell in row)


def spaced(text):
    """The text as `striptags` leaves it."""
    return " ".join(text.split())


def test_compact_strategy_tells_everything_that_was_decided(sources):
    document = paper("strategy", sources, language=Language.DE)
    told, draft = list(words(document)), sources.strategy.draft

    decided = (
        draft.guiding_sentence,
        *(one.title for one in (*draft.goals, *draft.measures)),
        *(text for one in draft.guardrails for text in (one.rule, one.reason)),
    )
    assert [one.de for one in decided if not any(spaced(one.de) in said for said in told)] == []
    assert told[-2:] == ["strategy.json", "0" * 64] or "0" * 64 in told


def test_unsettled_checks_stand_in_the_strategy_and_in_the_paper_for_the_council(sources):
    strategy = sources.strategy
    open_ones = blocking_checks(strategy.checks, measures=strategy.draft.measures)

    for name in ("strategy", "guardrails"):
        told = list(words(paper(name, sources, language=Language.EN)))
        assert len(open_ones) > 0
        assert sum("(violated)." in one or "(still open)." in one for one in told) == len(open_ones)


def test_rejected_measure_serves_no_goal_and_is_named_as_rejected(sources):
    first = sources.strategy.draft.measures[0]
    reject = replace(first, state=MeasureState.REJECTED, fixed_start=None, fixed_mode="", examination=None)
    draft = replace(sources.strategy.draft, measures=(reject, *sources.strategy.draft.measures[1:]))
    changed = replace(sources, strategy=replace(sources.strategy, draft=draft))

    document = paper("strategy", changed, language=Language.DE)

    served = [item.striptags() for one in document.blocks if isinstance(one, Bullets) for item in one.items]
    rows = [row for one in document.blocks if isinstance(one, Figures) for row in one.grid.rows]
    assert [one for one in served if one.startswith(f"{spaced(first.title.de)} (trägt")] == []
    assert [row[1].striptags() for row in rows if row[0].striptags() == spaced(first.title.de)] == ["Abgelehnt"]


def test_plain_paper_says_how_much_is_not_in_plain_language(sources):
    draft = sources.strategy.draft
    rules = tuple(replace(one, rule=replace(one.rule, plain="Ganz einfach.")) for one in draft.guardrails)
    changed = replace(sources, strategy=replace(sources.strategy, draft=replace(draft, guardrails=rules)))

    told = list(words(paper("plain", changed, language=Language.EN)))

    missing, texts = untold_in_plain_language(changed)
    assert told[0].startswith(f"{missing} von {texts} Texten gibt es noch nicht in Leichter Sprache.")
    assert told.count("Ganz einfach.") == len(rules)
    assert untold_in_plain_language(sources)[0] == missing + sum(not one.rule.plain for one in draft.guardrails)


def test_paper_for_the_council_asks_to_adopt_what_is_not_adopted(sources):
    rule = replace(sources.strategy.draft.guardrails[0], adopted_on=None, adopted_by=Text(""))
    adopted = [replace(one, adopted_on=rule.adopted_on or one.adopted_on) for one in sources.strategy.draft.guardrails]
    draft = replace(sources.strategy.draft, guardrails=(rule, *adopted[1:]))
    document = paper(
        "guardrails", replace(sources, strategy=replace(sources.strategy, draft=draft)), language=Language.DE
    )

    resolved = next(block for block in document.blocks if isinstance(block, Bullets))
    waiting = [one.rule.de for one in draft.guardrails if one.adopted_on is None]
    assert [item.striptags() for item in resolved.items] == [spaced(one) for one in waiting]


def test_profiles_are_those_that_were_asked_for(sources):
    wanted = sources.strategy.draft.measures[2].id

    document = paper("measures", sources, language=Language.DE, measures=[wanted])

    headings = [block.words for block in document.blocks if isinstance(block, Heading) and block.level == 1]
    assert [f"({wanted})" in one for one in headings] == [True, False]
    with pytest.raises(KeyError):
        paper("measures", sources, language=Language.DE, measures=["nowhere"])


@pytest.mark.parametrize("name", NAMES)
def test_every_paper_passes_the_gate_and_goes_into_word(sources, name):
    document = paper(name, sources, language=Language.DE)

    pdf, word = results_pdf(document), results_docx(document, as_of=sources.strategy.provenance.as_of)

    assert faults(pdf) == []
    with pypdfium2.PdfDocument(pdf) as pages:
        text = " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in pages)
    headings = [block.words.striptags() for block in document.blocks if isinstance(block, Heading)]
    assert all(one[:15] in text for one in headings)
    styled = [one.text for one in docx.Document(io.BytesIO(word)).paragraphs if one.style.name.startswith("Heading")]
    assert styled == headings


@pytest.fixture
def folder(sources, tmp_path):
    for name in ("strategy", "evidence", "roadmap"):
        (tmp_path / f"{name}.json").write_bytes(to_bytes(getattr(sources, name)))
    return tmp_path


def test_terminal_writes_a_paper(folder, capsys):
    code = main(["strategy", str(folder), "--paper", "guardrails", "--in", "en", "--docx", str(folder / "g.docx")])

    assert code == DONE
    assert "g.docx" in capsys.readouterr().out
    assert "guardrails of digitalisation" in docx.Document(str(folder / "g.docx")).paragraphs[0].text


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "--pdf, --docx oder --since"),
        (["--docx", "x.docx", "--measure", "nowhere", "--paper", "measures"], "„nowhere“ passt hier nicht."),
        (["--docx", "x.docx", "--measure", "M01"], "--paper measures"),
    ],
)
def test_terminal_says_what_is_missing(folder, capsys, arguments, told):
    assert main(["strategy", str(folder), *arguments]) == FAULTY_INPUT
    assert told in capsys.readouterr().err
