"""The people of an organisation: who they are, who comes in, who leaves."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render

from members.domain.people import colleagues
from members.domain.people.refusals import Refused
from members.models import Contact, Organisation, User
from members.people_forms import FunctionForm, InviteForm


def my_organisation(request):
    """The way in: the people of one's organisation, or the choice of one."""
    own = request.user.standing.organisations
    if len(own) == 1:
        return redirect("members:people", next(iter(own)))
    return render(request, "members/my_organisation.html", {"own": sorted(own.items(), key=lambda one: one[1])})


def people(request, pk):
    """Colleagues, and inviting one."""
    organisation = readable(request, pk)
    form = InviteForm(request.POST or None, initial=_to_invite(request, organisation))
    status = HTTPStatus.OK
    if request.method == "POST":
        require_manager(request, organisation)
        status = HTTPStatus.BAD_REQUEST
        if form.is_valid():
            try:
                return _invite(request, organisation, form)
            except Refused as refusal:
                form.add_error(None, str(refusal))
    shown = colleagues.colleagues(organisation, request.user)[:200]
    rows = [
        {
            "contact": contact,
            "access": colleagues.access_of(contact),
            "self": contact.user_id == request.user.pk,
            "form": FunctionForm(initial=vars(contact), auto_id=f"p{contact.pk}_%s"),
        }
        for contact in shown
    ]
    context = {
        "organisation": organisation,
        "rows": rows,
        "form": form,
        "may_manage": request.user.has_perm("members.manage_organisation", organisation),
    }
    return render(request, "members/people.html", context, status=status)


def _to_invite(request, organisation: Organisation) -> dict:
    """Somebody already written down without an account, whom the form invites."""
    number = request.GET.get("contact", "")
    if not (number.isascii() and number.isdigit()):
        return {}
    known = colleagues.colleagues(organisation, request.user).filter(pk=number, user=None).first()
    if known is None:
        return {}
    return {
        "contact": known.pk,
        "full_name": known.full_name,
        "email": known.email,
        "function": known.function,
        "manages": known.manages,
    }


def _invite(request, organisation: Organisation, form: InviteForm):
    values = form.cleaned_data
    number = values.pop("contact")
    known = None
    if number:
        known = get_object_or_404(Contact.objects.visible_to(request.user), pk=number, organisation=organisation)
    contact = colleagues.invite_colleague(organisation, by=request.user, contact=known, **values)
    messages.success(request, f"{contact.full_name} est invité·e : un message part à {contact.email}.")
    return redirect("members:people", organisation.pk)


def colleague(request, pk, contact):
    """An action on a colleague: another function, the invitation again, or the end."""
    organisation = readable(request, pk)
    shown = get_object_or_404(
        Contact.objects.visible_to(request.user).select_related("user"), pk=contact, organisation=organisation
    )
    if shown.user_id != request.user.pk:
        require_manager(request, organisation)
    if request.method == "POST":
        try:
            messages.success(request, _act(request, shown))
        except Refused as refusal:
            messages.error(request, str(refusal))
    # Read again: who has just left sees the page no longer, and nothing at all without another role.
    now = User.objects.get(pk=request.user.pk)
    if not now.roles:
        logout(request)
    return redirect("members:people", pk) if now.has_perm("members.read_people", organisation) else redirect("home")


def _act(request, contact: Contact) -> str:
    """Do what was asked of a colleague, and say what was done."""
    action, by = request.POST.get("action"), request.user
    if action == "remove":
        ended = colleagues.remove_colleague(contact, by=by)
        told = "" if len(ended) == 1 else f" ({len(ended)} fonctions)"
        return f"{contact.full_name} ne fait plus partie de la structure{told} : son accès est fermé."
    if action == "resend":
        colleagues.resend(contact, by=by)
        return f"L'invitation part à nouveau à {contact.email}."
    form = FunctionForm(request.POST)
    if not form.is_valid():
        return f"Rien n'a changé pour {contact.full_name}."
    colleagues.change_colleague(contact, by=by, **form.cleaned_data)
    return f"La fonction de {contact.full_name} est enregistrée."


def readable(request, pk: int) -> Organisation:
    """The organisation whose people this person may read: not seen is not found, seen only is refused."""
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user).select_related("department"), pk=pk)
    if not request.user.has_perm("members.read_people", organisation):
        raise PermissionDenied
    return organisation


def require_manager(request, organisation: Organisation) -> None:
    if not request.user.has_perm("members.manage_organisation", organisation):
        raise PermissionDenied
