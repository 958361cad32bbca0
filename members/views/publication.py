"""What an organisation shows to everybody and its people to the network; visiting cards."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify

from members.domain.cards import contact_card, organisation_card
from members.domain.publication import PublicationRefused, publish, show_contact, withdraw
from members.forms import PublicationForm
from members.models import Contact, Organisation
from members.models.base import belongs


def publication(request, pk):
    """Who manages the organisation chooses for it and its people; the others who work there, for themselves."""
    user = request.user
    organisation = get_object_or_404(Organisation.objects.visible_to(user), pk=pk)
    manages = user.has_perm("members.manage_organisation", organisation)
    contacts = Contact.objects.visible_to(user).valid_on(timezone.localdate()).filter(organisation=organisation)
    if not manages:
        contacts = contacts.filter(user=user)
        if not contacts.exists():
            raise PermissionDenied
    form = PublicationForm.of(organisation, request.POST or None) if manages else None
    if request.method == "POST" and (form is None or form.is_valid()):
        refusals = _choose(request, organisation, form, contacts)
        for refusal in refusals:
            messages.error(request, str(refusal))
        if not refusals:
            messages.success(request, "Vos choix sont enregistrés ; l'annuaire en tient compte dans la minute.")
        return redirect("members:publication", pk=pk)
    return render(
        request,
        "members/publication.html",
        {"organisation": organisation, "form": form, "contacts": contacts.select_related("user"), "me": user.pk},
    )


def _choose(request, organisation, form, contacts) -> list[PublicationRefused]:
    """Write the choices made, each that may be; the reasons of those that may not."""
    refusals = []
    if form is not None:
        try:
            if form.cleaned_data["published"]:
                chosen = {name: form.cleaned_data[name] for name in ("website", "email", "phone")}
                publish(organisation, on=timezone.localdate(), **chosen)
            else:
                withdraw(organisation)
        except PublicationRefused as refusal:
            refusals.append(refusal)
    shown = set(request.POST.getlist("shown"))
    listed = set(request.POST.getlist("contact"))
    for contact in contacts:
        # Who joined since the page was drawn is left alone.
        if str(contact.pk) in listed:
            try:
                show_contact(contact, shown=str(contact.pk) in shown, by=request.user)
            except PublicationRefused as refusal:
                refusals.append(refusal)
    return refusals


@login_not_required
def organisation_vcard(request, pk):
    """The card of an organisation: the whole for the network, what it publishes for visitors."""
    user, public = request.user, not belongs(request.user)
    seen = Organisation.objects.published() if public else Organisation.objects.visible_to(user)
    organisation = seen.filter(pk=pk).first()
    if organisation is None:
        if not user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise Http404
    return _card(organisation.name, organisation_card(organisation, public=public))


def contact_vcard(request, pk, contact):
    """The card of a contact that one sees."""
    user = request.user
    of_organisation = Contact.objects.valid_on(timezone.localdate()).filter(organisation=pk, pk=contact)
    whole = of_organisation.visible_to(user).select_related("organisation").first()
    met = whole or get_object_or_404(of_organisation.met_by(user).select_related("organisation"))
    return _card(met.full_name, contact_card(met, whole=whole is not None))


def _card(name: str, content: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/vcard; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slugify(name)[:60] or "contact"}.vcf"'
    return response
