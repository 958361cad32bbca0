"""Searches that staff keep, and writing to the people that they find."""

from http import HTTPStatus

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from members.domain.quality import bulk_mail as domain
from members.domain.quality.refusals import NobodyToWriteTo, NotAllowed, Refused
from members.domain.quality.searches import clean_query, forget_search, keep_search
from members.models import BulkMail, Contact, Mail, Organisation, SavedSearch
from members.quality_forms import BulkMailForm
from reporting.exports import table_response

writers = permission_required("members.write_to_people", raise_exception=True)
_MODELS = {SavedSearch.Listed.ORGANISATION: Organisation, SavedSearch.Listed.CONTACT: Contact}


def found_by(user, listed: str, query: str) -> QuerySet:
    """What the admin's list would show this person at that address; nothing where the address makes no sense."""
    keeper = admin.site.get_model_admin(_MODELS[listed])
    request = HttpRequest()
    request.method, request.user, request.GET = "GET", user, QueryDict(query)
    try:
        return keeper.get_changelist_instance(request).get_queryset(request)
    except IncorrectLookupParameters:
        return keeper.model.objects.none()


@writers
def save_search(request):
    """Keep the search of an admin list."""
    back = reverse("admin:index")
    if request.method == "POST":
        asked = request.POST
        if asked.get("listed") in SavedSearch.Listed.values:
            back = _list_address(asked["listed"], clean_query(asked.get("query", "")))
        try:
            search = keep_search(
                by=request.user,
                name=asked.get("name", ""),
                listed=asked.get("listed", ""),
                query=asked.get("query", ""),
                shared="shared" in asked,
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"La recherche « {search} » est gardée.")
    return redirect(back)


@writers
def forget(request, pk):
    """Delete a search of one's own."""
    search = get_object_or_404(SavedSearch.objects.visible_to(request.user), pk=pk)
    if request.method == "POST":
        try:
            forget_search(search, by=request.user)
        except NotAllowed as refusal:
            raise PermissionDenied from refusal
        messages.success(request, f"La recherche « {search} » est oubliée.")
    return redirect(_list_address(search.listed, ""))


def _list_address(listed: str, query: str) -> str:
    address = reverse(f"admin:members_{listed}_changelist") + (f"?{query}" if query else "")
    return address if url_has_allowed_host_and_scheme(address, allowed_hosts=None) else reverse("admin:index")


@writers
def bulk_mails(request):
    """Drafts and mails that were sent, newest first."""
    mails = BulkMail.objects.visible_to(request.user).select_related("written_by")
    page = Paginator(mails, 25).get_page(request.GET.get("page"))
    return render(request, "members/bulk_mails.html", {"page": page})


@writers
def write(request):
    """A new text for the people of the search that the address names."""
    listed = request.GET.get("listed", "")
    if listed not in SavedSearch.Listed.values:
        listed = SavedSearch.Listed.ORGANISATION
    mail = BulkMail(listed=listed, query=clean_query(request.GET.get("query", ""))[:1000])
    return _edited(request, mail)


@writers
def one(request, pk):
    """A draft to read again, try and confirm; then what became of each mail."""
    mail = get_object_or_404(BulkMail.objects.visible_to(request.user).select_related("written_by"), pk=pk)
    if mail.state != BulkMail.State.DRAFT:
        context = {"mail": mail, "fates": domain.fates_of(mail), "left_out": mail.left_out.items()}
        context["waiting"] = mail.state == BulkMail.State.SENDING or any(
            state == Mail.State.WAITING for state, _, _ in context["fates"]
        )
        return render(request, f"members/bulk_mail_{'fates' if request.htmx else 'sent'}.html", context)
    return _edited(request, mail)


def _edited(request, mail: BulkMail):
    action = request.POST.get("action", "save")
    form = BulkMailForm(request.POST or None, instance=mail)
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.BAD_REQUEST
        if form.is_valid():
            try:
                return redirect(_act(request, form.instance, action))
            except Refused as refusal:
                form.add_error(None, str(refusal))
    recipients = domain.recipients_of(mail, found_by(request.user, mail.listed, mail.query))
    context = {
        "mail": mail,
        "form": form,
        "recipients": recipients,
        "left_out": sorted(recipients.left_out.items()),
        "variables": list(domain.VARIABLES),
        "list_url": _list_address(mail.listed, mail.query),
    } | _preview(request, mail, recipients.contacts)
    return render(request, "members/bulk_mail.html", context, status=status)


def _preview(request, mail: BulkMail, contacts: list[Contact]) -> dict:
    """The text as one of its people would read it; the next one is a link away."""
    if not mail.pk or not contacts:
        return {"shown": None}
    asked = request.GET.get("personne", "")
    place = int(asked) % len(contacts) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 0
    saved = BulkMail.objects.get(pk=mail.pk)
    contact = contacts[place]
    return {
        "shown": contact,
        "subject": domain.fill_in(saved.subject, contact),
        "text": domain.fill_in(saved.text, contact),
        "next": place + 1,
    }


def _act(request, mail: BulkMail, action: str) -> str:
    """Save, and then try or send; where to go next."""
    mail = domain.write_draft(mail, by=request.user)
    address = reverse("members:bulk_mail", args=[mail.pk])
    recipients = domain.recipients_of(mail, found_by(request.user, mail.listed, mail.query))
    if action == "test":
        if not recipients.contacts:
            raise NobodyToWriteTo
        domain.send_test(mail, recipients.contacts[0], by=request.user)
        messages.success(request, f"L'essai part à {request.user.email}.")
    elif action == "confirm":
        domain.confirm(mail, recipients, by=request.user)
        messages.success(request, "Le message part. Cette page dit ce que devient chaque envoi.")
    else:
        messages.success(request, "Le brouillon est enregistré.")
    return address


@writers
def export(request, pk, fmt):
    """Each mail, to whom, and what became of it."""
    mail = get_object_or_404(BulkMail.objects.visible_to(request.user), pk=pk)
    states = dict(Mail.State.choices)
    rows = domain.mails_of(mail).order_by("to").values_list("to", "organisation__name", "state", "error", "sent_at")
    told = ([to, name, states[state], error, at and at.date()] for to, name, state, error, at in rows.iterator())
    return table_response(fmt, f"envois-{mail.pk}", ["Adresse", "Structure", "État", "Raison", "Parti le"], told)
