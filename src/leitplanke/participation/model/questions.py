"""A question and what it may be."""

from dataclasses import dataclass, field

from leitplanke.kernel.additions import ADDED
from leitplanke.kernel.faults import require
from leitplanke.kernel.ids import require_id, require_unique
from leitplanke.kernel.texts import Text
from leitplanke.participation.model.expressions import Expression, require_small
from leitplanke.participation.model.question_parts import (
    OTHER,
    Agreement,
    Bounds,
    Cells,
    ChoiceSet,
    DateForm,
    Item,
    Missing,
    Option,
    QuestionKind,
    Rule,
    Variant,
)

OPTION_KINDS = frozenset(
    {
        QuestionKind.SINGLE,
        QuestionKind.MULTIPLE,
        QuestionKind.TOP,
        QuestionKind.RANK,
        QuestionKind.POINTS,
        QuestionKind.BEST_WORST,
    }
)
OTHER_KINDS = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.TOP})
ITEM_KINDS = frozenset({QuestionKind.MATRIX, QuestionKind.STATEMENTS})
BOUND_KINDS = frozenset({QuestionKind.NUMBER, QuestionKind.SCALE, QuestionKind.RATING})
TEXT_KINDS = frozenset({QuestionKind.TEXT, QuestionKind.SHORT_TEXT})
MOST_STEPS = 101


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the questionnaire.

    `audiences` are those who are shown it: they are its base. `ordered` options form a scale, so only neighbours may
    be merged. `about_person` marks age, sex, district, unit and the like: they weight, they are no opinion. `name` is
    a short name for sentences ("Alter", "age"), without one the text stands there. `agreement` belongs to a scale with
    exactly one answer.

    `other` is the label of "other, namely". `offers` are the ways of not answering that are shown. `hint` is for
    whoever answers, `guidance` for whoever asks by telephone or at home. `is_shuffled`: options or items stand in a
    random order, which the answer keeps. `max_length` counts letters. `rules` bind the answer; `sets` belong to
    `BEST_WORST`. `continues` names the question of the replaced version that this one goes on asking, if that one had
    another identifier (`participation.succession`).
    """

    id: str
    kind: QuestionKind
    text: Text
    audiences: tuple[str, ...]
    options: tuple[Option, ...] = ()
    max_choices: int | None = None
    ordered: bool = False
    about_person: bool = False
    name: Text = Text("")  # noqa: RUF009 - Text is frozen
    agreement: Agreement | None = None
    items: tuple[Item, ...] = field(default=(), metadata=ADDED)
    cells: Cells = field(default=Cells.CHOICE, metadata=ADDED)
    hint: Text = field(default=Text(""), metadata=ADDED)
    guidance: Text = field(default=Text(""), metadata=ADDED)
    is_mandatory: bool = field(default=False, metadata=ADDED)
    other: Text | None = field(default=None, metadata=ADDED)
    offers: tuple[Missing, ...] = field(default=(), metadata=ADDED)
    shown_if: Expression | None = field(default=None, metadata=ADDED)
    is_shuffled: bool = field(default=False, metadata=ADDED)
    min_choices: int | None = field(default=None, metadata=ADDED)
    bounds: Bounds | None = field(default=None, metadata=ADDED)
    form: DateForm = field(default=DateForm.DAY, metadata=ADDED)
    max_length: int | None = field(default=None, metadata=ADDED)
    rules: tuple[Rule, ...] = field(default=(), metadata=ADDED)
    sets: tuple[ChoiceSet, ...] = field(default=(), metadata=ADDED)
    variants: tuple[Variant, ...] = field(default=(), metadata=ADDED)
    continues: str = field(default="", metadata=ADDED)

    def __post_init__(self) -> None:
        require_id(self.id)
        require_unique(tuple(option.id for option in self.options), "options")
        require_unique(tuple(item.id for item in self.items), "items")
        self._require_fitting_agreement()
        self._require_fitting_options()
        self._require_fitting_choices()
        self._require_fitting_parts()
        self._require_fitting_bounds()
        self._require_fitting_sets()
        self._require_fitting_variants()
        if self.shown_if is not None:
            require_small(self.shown_if, "shown_if")

    @property
    def option_ids(self) -> tuple[str, ...]:
        """The options in the questionnaire's order, without "other, namely"."""
        return tuple(option.id for option in self.options)

    @property
    def item_ids(self) -> tuple[str, ...]:
        """The items in the questionnaire's order."""
        return tuple(item.id for item in self.items)

    @property
    def is_answered(self) -> bool:
        """Whether anything is asked at all."""
        return self.kind is not QuestionKind.INFORMATION

    def expressions(self) -> tuple[Expression, ...]:
        """Every tree that the question holds."""
        conditions = (
            self.shown_if,
            *(option.shown_if for option in self.options),
            *(item.shown_if for item in self.items),
        )
        return (*(one for one in conditions if one is not None), *(rule.holds_if for rule in self.rules))

    def texts(self) -> tuple[tuple[str, Text], ...]:
        """Every text that somebody reads, with the field in which it stands."""
        found = [
            ("text", self.text),
            ("hint", self.hint),
            ("guidance", self.guidance),
            *((f"options.{option.id}", option.text) for option in self.options),
            *((f"items.{item.id}", item.text) for item in self.items),
            *((f"items.{item.id}.opposite", item.opposite) for item in self.items if item.opposite is not None),
            *((f"variants.{one.audience}", one.text) for one in self.variants),
            *((f"variants.{one.audience}.hint", one.hint) for one in self.variants),
            *((f"rules.{number}", rule.message) for number, rule in enumerate(self.rules)),
        ]
        if self.other is not None:
            found.append(("other", self.other))
        if self.bounds is not None:
            found += [(f"bounds.{name}", getattr(self.bounds, name)) for name in ("unit", "low_end", "high_end")]
        return tuple((name, text) for name, text in found if text.by_language())

    def _require_fitting_options(self) -> None:
        has_columns = self.kind is QuestionKind.MATRIX
        needs = self.kind in OPTION_KINDS or (has_columns and self.cells in {Cells.CHOICE, Cells.CHECK})
        require(
            holds=bool(self.options) == needs or (has_columns and not needs),
            field="options",
            problem=Text(
                "Auswahlfragen brauchen Antworten, Textfragen haben keine.", "Only text questions have no options."
            ),
            remedy=Text("Ergänzen Sie options oder ändern Sie kind.", "Add options or change kind."),
        )
        require(
            holds=self.other is None or (self.kind in OTHER_KINDS and OTHER not in self.option_ids),
            field="other",
            problem=Text("„Anderes, nämlich“ passt hier nicht.", "“Other, namely” does not fit here."),
            remedy=Text(
                "Es gehört zu Auswahlfragen, deren Antworten nicht „other“ heißen.",
                "It belongs to choices, none of which is called “other”.",
            ),
        )
        require(
            holds=Missing.NO_ANSWER not in self.offers and len(set(self.offers)) == len(self.offers),
            field="offers",
            problem=Text("Angeboten werden nur dont_know und prefer_not.", "Only dont_know and prefer_not can be."),
            remedy=Text("Streichen Sie den Rest.", "Remove the rest."),
        )

    def _require_fitting_choices(self) -> None:
        offered = len(self.options) + (self.other is not None)
        require(
            holds=self.max_choices is None or 1 <= self.max_choices <= offered,
            field="max_choices",
            problem=Text("max_choices passt nicht zur Zahl der Antworten.", "max_choices does not fit the options."),
            remedy=Text(f"Erlaubt ist 1 bis {offered}.", f"1 to {offered} is allowed."),
        )
        require(
            holds=self.kind is not QuestionKind.TOP or self.max_choices is not None,
            field="max_choices",
            problem=Text("Wie viele dürfen gewählt werden?", "How many may be chosen?"),
            remedy=Text("kind = top braucht max_choices.", "kind = top needs max_choices."),
        )
        most = self.max_choices or max(offered, len(self.items))
        require(
            holds=self.min_choices is None or 0 <= self.min_choices <= most,
            field="min_choices",
            problem=Text("min_choices passt nicht.", "min_choices does not fit."),
            remedy=Text(f"Erlaubt ist 0 bis {most}.", f"0 to {most} is allowed."),
        )

    def _require_fitting_parts(self) -> None:
        require(
            holds=bool(self.items) == (self.kind in ITEM_KINDS),
            field="items",
            problem=Text("Nur Tabellen und Aussagen haben Zeilen.", "Only a matrix and statements have items."),
            remedy=Text("Ergänzen Sie items oder ändern Sie kind.", "Add items or change kind."),
        )
        require(
            holds=self.max_length is None or self.max_length > 0,
            field="max_length",
            problem=Text("So kurz kann kein Text sein.", "No text is that short."),
            remedy=Text("Erlaubt ist 1 und mehr.", "1 and more are allowed."),
        )

    def _require_fitting_bounds(self) -> None:
        if self.kind not in {QuestionKind.SCALE, QuestionKind.RATING}:
            return
        bounds = self.bounds or Bounds()
        ends = (bounds.lowest, bounds.highest)
        whole = all(end is not None and float(end).is_integer() for end in ends)
        require(
            holds=whole and bounds.step in {None, 1} and 1 <= (ends[1] or 0) - (ends[0] or 0) < MOST_STEPS,
            field="bounds",
            problem=Text("Eine Skala braucht zwei ganze Enden.", "A scale needs two whole ends."),
            remedy=Text(
                f"Nennen Sie lowest und highest, höchstens {MOST_STEPS} Stufen.",
                f"Give lowest and highest, at most {MOST_STEPS} steps.",
            ),
        )

    def _require_fitting_sets(self) -> None:
        require_unique(tuple(one.id for one in self.sets), "sets")
        unknown = sorted({option for one in self.sets for option in one.options} - set(self.option_ids))
        require(
            holds=bool(self.sets) == (self.kind is QuestionKind.BEST_WORST) and not unknown,
            field="sets",
            problem=Text(
                f"Die Auswahlrunden passen nicht. {', '.join(unknown)}", f"The sets do not fit. {', '.join(unknown)}"
            ),
            remedy=Text("Nötig für best_worst, aus Antworten der Frage.", "Needed for best_worst, of its options."),
        )

    def _require_fitting_variants(self) -> None:
        named = tuple(one.audience for one in self.variants)
        require_unique(named, "variants")
        unknown = sorted({*named, *(one for option in self.options for one in option.audiences)} - set(self.audiences))
        require(
            holds=not unknown,
            field="variants",
            problem=Text(
                f"Diese Zielgruppe hat die Frage nicht: {', '.join(unknown)}.",
                f"The question is not for: {', '.join(unknown)}.",
            ),
            remedy=Text("Ergänzen Sie audiences.", "Add it to audiences."),
        )

    def _require_fitting_agreement(self) -> None:
        if self.agreement is None:
            return
        require_unique(self.agreement.options, "agreement.options")
        require(
            holds=self.ordered and self.kind is QuestionKind.SINGLE,
            field="agreement",
            problem=Text("Zustimmung gibt es nur auf einer Skala.", "Only a scale has an agreement."),
            remedy=Text("Nötig sind kind = single und ordered = true.", "Needed: kind = single and ordered = true."),
        )
        unknown = [option for option in self.agreement.options if option not in self.option_ids]
        require(
            holds=not unknown,
            field="agreement.options",
            problem=Text(
                f"Diese Antwort hat die Frage nicht: {', '.join(unknown)}.",
                f"The question has no such option: {', '.join(unknown)}.",
            ),
            remedy=Text(f"Bekannt sind: {', '.join(self.option_ids)}.", f"Known are: {', '.join(self.option_ids)}."),
        )
        require(
            holds=0 < len(self.agreement.options) < len(self.options),
            field="agreement.options",
            problem=Text("Manche Antworten stimmen zu, andere nicht.", "Some options agree, others do not."),
            remedy=Text("Nennen Sie nur die zustimmenden.", "Name only those that agree."),
        )
