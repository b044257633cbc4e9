"""Staff pages: the minutes, which write themselves but for what was decided."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitplanke.kernel.faults import InvalidValueError
from leitplanke_web.towns.form_fields import reader_language, refusal
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.people import person_of
from leitplanke_web.towns.permissions import staff_page
from leitplanke_web.towns.versions import version_of
from leitplanke_web.workshops import queries
from leitplanke_web.workshops.actions import moderating
from leitplanke_web.workshops.actions.photos import add_photo, drop_photo
from leitplanke_web.workshops.forms.leading import NoteForm, PhotoForm
from leitplanke_web.workshops.mapping import result_table
from leitplanke_web.workshops.views.planning import staff_render, workshop_or_404

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Role.EDITOR)
def minutes(request: HttpRequest, *, town: Town, workshop: str) -> HttpResponse:
    """What was decided, what is open, and what every step brought."""
    row = workshop_or_404(town, workshop)
    form, status = NoteForm(), 200
    if request.method == "POST":
        if request.POST.get("go") == "strike":
            moderating.drop_note(row, person_of(request), version_of(request.POST.get("note")))
            return redirect(request.path)
        form, status = NoteForm(request.POST), 422
        if form.is_valid():
            try:
                moderating.note(row, person_of(request), form.noted())
            except InvalidValueError as error:
                form.add_error(None, refusal(error.problem, error.remedy))
            else:
                return redirect(request.path)
    notes = queries.notes(row)
    joined, photos = queries.people_and_photos(row)
    found = queries.minutes(row, notes, joined=joined)
    steps = [(one, result_table(row.value, one) if one.result else None) for one in found.steps]
    context = {"form": form, "steps": steps, "notes": notes, "photos": photos}
    context["present"] = sum(found.present.values())
    return staff_render(request, row, "minutes", context, words=_("Protokoll"), status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Role.EDITOR)
def photos(request: HttpRequest, *, town: Town, workshop: str) -> HttpResponse:
    """Photos of the wall: add one, remove one."""
    row = workshop_or_404(town, workshop)
    form, status = PhotoForm(), 200
    if request.method == "POST":
        if request.POST.get("go") == "drop":
            drop_photo(row, person_of(request), version_of(request.POST.get("photo")))
            return redirect(request.path)
        form, status = PhotoForm(request.POST, request.FILES), 422
        if form.is_valid():
            given = form.cleaned_data
            try:
                add_photo(row, person_of(request), given["photo"].read(), words=given["words"])
            except InvalidValueError as error:
                form.add_error(error.field, refusal(error.problem, error.remedy))
            else:
                messages.success(request, _("Das Foto steht im Protokoll."))
                return redirect("workshops:minutes", town=town.pk, workshop=workshop)
    context = {"form": form, "photos": queries.photos(row), "has_errors": status != 200}
    return staff_render(request, row, "photos", context, words=_("Fotos"), status=status)


@require_safe
@staff_page(Role.EDITOR)
def photo(_request: HttpRequest, *, town: Town, workshop: str, photo: int) -> HttpResponse:
    """One photo, for members of the town alone."""
    found = queries.photo(workshop_or_404(town, workshop), photo)
    if found is None:
        raise Http404
    return HttpResponse(bytes(found.content), content_type="image/jpeg")


@require_safe
@staff_page(Role.EDITOR)
def minutes_pdf(_request: HttpRequest, *, town: Town, workshop: str) -> HttpResponse:
    """The same as PDF/UA."""
    from leitplanke.report.minutes import minutes_document  # noqa: PLC0415 - loads the words of results
    from leitplanke.report.results.pdf import results_pdf  # noqa: PLC0415 - likewise

    row = workshop_or_404(town, workshop)
    document = minutes_document(queries.whole_minutes(row), language=reader_language())
    return _file(results_pdf(document), "application/pdf", f"protokoll-{row.identifier}.pdf")


@require_safe
@staff_page(Role.EDITOR)
def minutes_docx(_request: HttpRequest, *, town: Town, workshop: str) -> HttpResponse:
    """The same as a Word file, to go on writing."""
    from leitplanke.report.minutes import minutes_document  # noqa: PLC0415 - likewise
    from leitplanke.report.results.word import results_docx  # noqa: PLC0415 - likewise

    row = workshop_or_404(town, workshop)
    document = minutes_document(queries.whole_minutes(row), language=reader_language())
    content = results_docx(document, as_of=row.value.held_on)
    return _file(content, _WORD, f"protokoll-{row.identifier}.docx")


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
