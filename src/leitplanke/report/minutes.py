"""Minutes that write themselves: the agenda as it was, what each step brought, decisions and open points."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from leitplanke.kernel.texts import Language, Text
from leitplanke.participation.meeting.agenda import Agenda, StepKind
from leitplanke.participation.meeting.minutes import Minutes, Noted, NotedKind, StepMinutes
from leitplanke.participation.meeting.results import Numbers, Result, result_words
from leitplanke.report.parts import Grid, plain
from leitplanke.report.results.content import Block, Bullets, Document, Figures, Heading, Paragraph, Picture
from leitplanke.report.voice import Voice


def minutes_document(minutes: Minutes, *, language: Language) -> Document:
    """The minutes in one language, to be written as PDF/UA or as a Word file."""
    voice, agenda = Voice(language), minutes.agenda
    notice = voice.say("Erfundene Kommune: Alles ist erfunden.", "Fictitious town: everything is invented.")
    when = Text(f"{agenda.begins:%H:%M} bis {agenda.ends:%H:%M} Uhr", f"{agenda.begins:%H:%M} to {agenda.ends:%H:%M}")
    return Document(
        language=language,
        title=voice.say("Protokoll: {title}", "Minutes: {title}", title=voice.text(agenda.title)),
        notice=notice if minutes.is_fictitious else Markup(""),
        subtitle=voice.say(
            "{town}, {day}, {when}, {place}",
            "{town}, {day}, {when}, {place}",
            town=voice.text(minutes.town),
            day=voice.day(agenda.held_on),
            when=voice.text(when),
            place=agenda.place or "–",
        ),
        blocks=(
            *_noted(minutes, voice),
            *_room(minutes, voice),
            *_steps(minutes, voice),
            *_photos(minutes, voice),
        ),
    )


def _noted(minutes: Minutes, voice: Voice) -> Iterator[Block]:
    """First what readers look for: what was decided, and who does what until when."""
    yield Heading(1, voice.say("Beschlossen", "Decided"))
    decided = [one for one in minutes.noted if one.kind is NotedKind.DECISION]
    if decided:
        yield Bullets(tuple(plain(_line(one, voice)) for one in decided))
    else:
        yield Paragraph(voice.say("Es ist kein Beschluss vermerkt.", "No decision was noted."))
    yield Heading(1, voice.say("Offen", "Open"))
    points = [one for one in minutes.noted if one.kind is NotedKind.OPEN_POINT]
    if not points:
        yield Paragraph(voice.say("Es ist kein offener Punkt vermerkt.", "No open point was noted."))
        return
    head = (voice.say("Was", "What"), voice.say("Wer", "Who"), voice.say("Bis wann", "Until"))
    missing = voice.say("nicht festgelegt", "not settled")
    rows = tuple(
        (plain(one.words), plain(one.who) or missing, plain(voice.day(one.until)) if one.until else missing)
        for one in points
    )
    yield Figures(Grid(voice.say("Offene Punkte", "Open points"), head, rows))


def _line(noted: Noted, voice: Voice) -> Markup:
    until = voice.say("bis {day}", "until {day}", day=voice.day(noted.until)) if noted.until else ""
    more = Markup(", ").join(plain(one) for one in (noted.who, until) if one)
    return plain(noted.words) + (voice.say(" ({more})", " ({more})", more=more) if more else Markup(""))


def _room(minutes: Minutes, voice: Voice) -> Iterator[Block]:
    agenda = minutes.agenda
    yield Heading(1, voice.say("Wer da war", "Who was there"))
    total = sum(minutes.present.values())
    yield Paragraph(voice.say("{total} Personen.", "{total} people.", total=total))
    told = [(group, minutes.present.get(group.id, 0)) for group in agenda.groups]
    shown = [(voice.text(group.name), plain(count)) for group, count in told if count >= agenda.minimum_group]
    if shown:
        head = (voice.say("Gruppe", "Group"), voice.say("Personen", "People"))
        yield Figures(Grid(voice.say("Gruppen", "Groups"), head, tuple(shown)))
    yield Paragraph(
        voice.say(
            "Gruppen unter {minimum} Personen stehen hier nicht einzeln, und auch nicht ihre Stimmen.",
            "Groups below {minimum} people are not told by themselves, nor are their votes.",
            minimum=agenda.minimum_group,
        ),
        is_quiet=True,
    )


def _steps(minutes: Minutes, voice: Voice) -> Iterator[Block]:
    yield Heading(1, voice.say("Was besprochen wurde", "What was talked about"))
    if minutes.agenda.goal.by_language():
        yield Paragraph(voice.text(minutes.agenda.goal))
    told = {one.step.id: one for one in minutes.steps}
    for timed in minutes.agenda.timed():
        step = timed.step
        yield Heading(2, voice.text(step.title))
        yield Paragraph(
            voice.say(
                "Geplant {begins} bis {ends}. {goal}",
                "Planned {begins} to {ends}. {goal}",
                begins=f"{timed.begins:%H:%M}",
                ends=f"{timed.ends:%H:%M}",
                goal=voice.text(step.goal),
            ),
            is_quiet=True,
        )
        if step.prompt.by_language():
            yield Paragraph(voice.text(step.prompt))
        if step.id in told:
            yield from _step(told[step.id], minutes.agenda, voice)


def _photos(minutes: Minutes, voice: Voice) -> Iterator[Block]:
    if minutes.photos:
        yield Heading(1, voice.say("Fotos der Wand", "Photos of the wall"))
    for one in minutes.photos:
        yield Picture(one.content, plain(one.words))


def _step(told: StepMinutes, agenda: Agenda, voice: Voice) -> Iterator[Block]:
    for one in told.gathered:
        yield Heading(3, plain(one.title) or voice.say("Ohne Bündel", "Without a cluster"))
        yield Bullets(tuple(plain(card) for card in one.cards))
    if told.result is not None:
        yield from _result(told, told.result, agenda, voice)
    if told.note.by_language():
        yield Paragraph(voice.text(told.note))


def _result(told: StepMinutes, result: Result, agenda: Agenda, voice: Voice) -> Iterator[Block]:
    words = told.item_words or {}
    names = {group.id: voice.text(group.name) for group in agenda.groups}
    head = [voice.say("Worum es geht", "What it is about"), voice.say("Alle ({n})", "All ({n})", n=result.voters)]
    head += [plain(names[name]) + f" ({count})" for name, count in result.told_voters.items()]
    rows = []
    for at in _ranked(told.step.kind, result.everybody):
        columns = [result.everybody[at], *(numbers[at] for numbers in result.groups.values())]
        item = words.get(result.items[at], Text(result.items[at]))
        rows.append((voice.text(item), *(voice.text(result_words(told.step.kind, numbers)) for numbers in columns)))
    yield Figures(Grid(_caption(told.step.kind, voice), tuple(head), tuple(rows)))


def _ranked(kind: StepKind, numbers: Sequence[Numbers]) -> list[int]:
    """Most first; statements in the order in which they were put."""
    order = range(len(numbers))
    return list(order) if kind is StepKind.OPINIONS else sorted(order, key=lambda at: -numbers[at][0])


def _caption(kind: StepKind, voice: Voice) -> Markup:
    return {
        StepKind.DOTS: voice.say("Punkte", "Dots"),
        StepKind.RISKS: voice.say(
            "Risiko von 1 bis 9, aus wahrscheinlich mal schlimm (je 1 bis 3)",
            "Risk from 1 to 9: likely times bad (1 to 3 each)",
        ),
        StepKind.OPINIONS: voice.say("Wie viele stimmen zu?", "How many agree?"),
    }.get(kind, voice.say("Gewichte", "Weights"))
