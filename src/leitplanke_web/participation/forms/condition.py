"""When a question or a section is shown, as rows of claims."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from leitplanke.participation.conditions import Condition, Join, condition_of, expression_of
from leitplanke.participation.model import Expression, Question, QuestionKind
from leitplanke_web.participation.forms.question_rows import ClauseForm
from leitplanke_web.participation.mapping.question_entries import CLAUSE, rows_of


class JoinForm(forms.Form):
    """How the claims are put together; a condition that is no list of claims can only go or stay."""

    use_required_attribute = False
    join = forms.ChoiceField(
        label=_("Was muss zutreffen?"),
        widget=forms.RadioSelect,
        choices=((Join.ALL, _("alles davon")), (Join.ANY, _("mindestens eines davon"))),
        initial=Join.ALL,
        required=False,
    )
    drop = forms.BooleanField(label=_("Diese Bedingung streichen"), required=False)


class ConditionForm:
    """The rows of a condition over the questions that come before."""

    def __init__(
        self,
        questions: Iterable[Question],
        tree: Expression | None,
        *,
        typed: QueryDict | None,
        shown: Mapping[str, Any],
        computed: tuple[str, ...] = (),
    ) -> None:
        self._tree = tree
        self.is_simple = condition_of(tree) is not None
        given: dict[str, Any] = {"data": typed} if typed is not None else {"initial": shown}
        self.join = JoinForm(**given)
        asked = tuple(one for one in questions if one.kind is not QuestionKind.INFORMATION)
        rows = rows_of(shown, CLAUSE) if self.is_simple else []
        self.clauses = [
            ClauseForm(
                questions=asked,
                computed=computed,
                chosen=row.get("question") or "",
                prefix=f"{CLAUSE}-{number}",
                **({"data": typed} if typed is not None else {"initial": row}),
            )
            for number, row in enumerate(rows)
        ]
        self.is_possible = bool(asked or computed)

    @property
    def forms(self) -> list[forms.Form]:
        """All parts."""
        return [self.join, *self.clauses]

    def expression(self) -> Expression | None:
        """The condition as a tree; errors are noted at the rows. Raises `InvalidValueError`."""
        if not self.is_simple:
            return None if self.join.cleaned_data["drop"] else self._tree
        found = [form.clause() for form in self.clauses]
        clauses = tuple(clause for clause in found if clause is not None)
        join = Join(self.join.cleaned_data.get("join") or Join.ALL)
        same = condition_of(self._tree) == Condition(clauses, join)
        return self._tree if same else expression_of(Condition(clauses, join))
