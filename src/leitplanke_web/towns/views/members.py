"""Who works for the town: list, invite, change, remove."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leitplanke_web.accounts.models import Person
from leitplanke_web.towns.actions.members import (
    AlreadyMemberError,
    LastAdministratorError,
    MemberChangedError,
    NameTakenError,
    add_member,
    change_role,
    invite_again,
    remove_member,
)
from leitplanke_web.towns.forms.people import NewMemberForm, RoleForm, SeenForm
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.people import person_of
from leitplanke_web.towns.permissions import staff_page
from leitplanke_web.towns.queries import Member, member, members


@require_GET
@staff_page(Role.ADMINISTRATOR)
def members_page(request: HttpRequest, *, town: Town) -> HttpResponse:
    """Everybody who works for the town."""
    return render(request, "towns/members.html", {"town": town, "members": members(town)})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Role.ADMINISTRATOR)
def new_member_page(request: HttpRequest, *, town: Town) -> HttpResponse:
    """Take somebody in."""
    form = NewMemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _added(form, town=town, actor=person_of(request)):
        messages.success(request, _invited(form.cleaned_data["email"]))
        return redirect("towns:members", town=town.id)
    context = {"town": town, "form": form, "crumbs": _crumbs(town, _("Jemanden aufnehmen"))}
    return render(request, "towns/member_new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Role.ADMINISTRATOR)
def member_page(request: HttpRequest, *, town: Town, member_id: int) -> HttpResponse:
    """Give a member another role; removing and inviting again have buttons here."""
    found = _found(town, member_id)
    if request.method != "POST":
        return _shown(request, found, town=town)
    form = RoleForm(request.POST)
    if form.is_valid():
        role = Role(form.cleaned_data["role"])
        if _decided(form, partial(change_role, town, person_of(request), member=found.id, role=role)):
            said = _("{name} hat jetzt die Rolle {role}.").format(name=found.name, role=role.label)
            return _back(request, said, town=town, gives_up=_is_own(request, found) and role is not Role.ADMINISTRATOR)
    return _shown(request, found, town=town, refused=form)


@require_POST
@staff_page(Role.ADMINISTRATOR)
def remove_page(request: HttpRequest, *, town: Town, member_id: int) -> HttpResponse:
    """Take a member's role away."""
    found = _found(town, member_id)
    form = SeenForm(request.POST)
    if form.is_valid() and _decided(form, partial(remove_member, town, person_of(request), member=found.id)):
        said = _("{name} arbeitet nicht mehr für die Kommune.").format(name=found.name)
        return _back(request, said, town=town, gives_up=_is_own(request, found))
    return _shown(request, found, town=town, refused=form)


@require_POST
@staff_page(Role.ADMINISTRATOR)
def invite_page(request: HttpRequest, *, town: Town, member_id: int) -> HttpResponse:
    """Send the invitation once more."""
    found = _found(town, member_id)
    form = SeenForm(request.POST)
    if form.is_valid() and _decided(form, partial(invite_again, town, person_of(request), member=found.id)):
        return _back(request, _invited(found.email), town=town, gives_up=False)
    return _shown(request, found, town=town, refused=form)


def _added(form: NewMemberForm, *, town: Town, actor: Person) -> bool:
    chosen = form.cleaned_data
    try:
        add_member(town, actor, name=chosen["name"], email=chosen["email"], role=Role(chosen["role"]))
    except AlreadyMemberError:
        form.add_error("email", _("Diese Person arbeitet schon für die Kommune."))
    except NameTakenError:
        form.add_error("name", _("So heißt schon jemand. Ergänzen Sie etwas, zum Beispiel das Amt."))
    return form.is_valid()


def _decided(form: Form, decide: Callable[..., None]) -> bool:
    try:
        decide(seen=Role(form.cleaned_data["seen"]))
    except LastAdministratorError:
        form.add_error(
            None, _("Das ist die letzte Person mit der Rolle Verwaltung. Geben Sie die Rolle zuerst jemand anderem.")
        )
    except MemberChangedError:
        form.add_error(
            None, _("Jemand anderes war schneller. Sie sehen jetzt den neuen Stand; entscheiden Sie noch einmal.")
        )
    return form.is_valid()


def _shown(request: HttpRequest, found: Member, *, town: Town, refused: Form | None = None) -> HttpResponse:
    now = found if refused is None else member(town, found.id)
    if now is None:
        messages.warning(request, _("{name} arbeitet nicht mehr für die Kommune.").format(name=found.name))
        return redirect("towns:members", town=town.id)
    form = RoleForm(initial={"role": now.role, "seen": now.role})
    context = {
        "town": town,
        "member": now,
        "form": form,
        "refused": refused,
        "has_errors": refused is not None,
        "crumbs": _crumbs(town, now.name),
    }
    return render(request, "towns/member.html", context, status=200 if refused is None else 422)


def _back(request: HttpRequest, said: str, *, town: Town, gives_up: bool) -> HttpResponse:
    """To the list, or to their own account for those who may no longer see it."""
    messages.success(request, said)
    return redirect("accounts:own") if gives_up else redirect("towns:members", town=town.id)


def _crumbs(town: Town, here: str) -> tuple[tuple[str, str | None], ...]:
    return ((_("Mitglieder"), reverse("towns:members", args=[town.id])), (here, None))


def _invited(email: str) -> str:
    return _("{email} hat eine Einladung bekommen.").format(email=email)


def _found(town: Town, identifier: int) -> Member:
    found = member(town, identifier)
    if found is None:
        raise Http404
    return found


def _is_own(request: HttpRequest, found: Member) -> bool:
    return found.email == person_of(request).email
