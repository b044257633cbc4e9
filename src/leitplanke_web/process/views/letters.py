"""Staff pages: a letter, and the same for Word."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from markupsafe import Markup

from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Language
from leitplanke_web.process import queries
from leitplanke_web.process.actions.making import change_letter
from leitplanke_web.process.forms.phases import LetterForm
from leitplanke_web.process.models import Letter
from leitplanke_web.towns.form_fields import refusal
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.people import person_of
from leitplanke_web.towns.permissions import staff_page
from leitplanke_web.towns.versions import ChangedMeanwhileError, version_of

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Role.EDITOR)
def letter(request: HttpRequest, *, town: Town, letter: str) -> HttpResponse:
    """Read and change a letter."""
    row = _row_or_404(town, letter)
    form = LetterForm(*([request.POST] if request.method == "POST" else []), letter=row.value)
    seen, theirs, status = row.version, None, 200
    if request.method == "POST":
        seen, status = version_of(request.POST.get("version")), 422
        if form.is_valid():
            try:
                change_letter(town, person_of(request), letter, form.value(), seen_version=seen)
            except InvalidValueError as error:
                form.add_error(error.field, refusal(error.problem, error.remedy))
            except ChangedMeanwhileError:
                form.add_error(None, _("Jemand hat den Brief inzwischen geändert. Unten steht der neue Stand."))
                theirs = _row_or_404(town, letter)
                seen, status = theirs.version, 409
            else:
                messages.success(request, _("Der Brief ist gespeichert."))
                return redirect(request.path)
    crumbs = ((_("Prozess"), reverse("process:process", args=[town.pk])), (row.value.subject, None))
    context = {"town": town, "letter": row, "form": form, "version": seen, "theirs": theirs, "crumbs": crumbs}
    return render(request, "process/letter.html", context, status=status)


@require_safe
@staff_page(Role.EDITOR)
def letter_docx(_request: HttpRequest, *, town: Town, letter: str) -> HttpResponse:
    """The letter as a Word file, to go on with the town's own letterhead."""
    from leitplanke.report.results.content import Document, Paragraph  # noqa: PLC0415 - loads the words of results
    from leitplanke.report.results.word import results_docx  # noqa: PLC0415 - likewise

    row = _row_or_404(town, letter)
    paragraphs = [Markup("{}").format(one) for one in row.value.body.split("\n")]
    document = Document(
        language=Language.DE,
        title=Markup("{}").format(row.value.subject),
        notice=Markup("{}").format("Erfundene Kommune" if town.profile.is_fictitious else ""),
        subtitle=Markup("{}").format(town.profile.name.de),
        blocks=tuple(Paragraph(one) for one in paragraphs),
    )
    response = HttpResponse(results_docx(document, as_of=timezone.localdate()), content_type=_WORD)
    response.headers["Content-Disposition"] = f'attachment; filename="{row.identifier}.docx"'
    return response


def _row_or_404(town: Town, identifier: str) -> Letter:
    row = queries.letter_row(town, identifier)
    if row is None:
        raise Http404
    return row
