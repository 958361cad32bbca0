"""Applications: the public form, its confirmation, and their examination."""

from http import HTTPStatus

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, permission_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from members.application_forms import AcceptanceForm, ApplicationForm, OpinionForm
from members.domain import applications as domain
from members.domain.limits import within_limit
from members.fee_forms import ReasonForm
from members.models import MembershipApplication
from members.models.organisation import Organisation

may_read = permission_required("members.read_applications", raise_exception=True)
may_decide = permission_required("members.decide_applications", raise_exception=True)


@login_not_required
def apply(request):
    """The form; what a program fills looks sent, and is not."""
    form = ApplicationForm(request.POST or None)
    if request.method != "POST":
        return render(request, "members/applications/apply.html", {"form": form})
    if not within_limit("applications", get_adapter().get_client_ip(request)):
        form.add_error(None, "Trop de demandes viennent d'être envoyées d'ici : réessayez dans une heure.")
        return render(request, "members/applications/apply.html", {"form": form}, status=HTTPStatus.TOO_MANY_REQUESTS)
    if not form.is_valid():
        form.reopen()
        return render(request, "members/applications/apply.html", {"form": form}, status=HTTPStatus.BAD_REQUEST)
    if not form.is_of_program:
        domain.submit(form.save(commit=False))
    return redirect("members:applied")


@login_not_required
def applied(request):
    return render(request, "members/applications/applied.html")


@login_not_required
def application_confirm(request, token):
    """The link of the mail shows a button: readers of mails that open links do not confirm."""
    confirmed, refused = False, ""
    found = MembershipApplication.objects.filter(token=token).first()
    if found and request.method == "POST":
        try:
            domain.confirm(token)
            confirmed = True
        except domain.ApplicationRefused as refusal:
            refused = str(refusal)
    done = confirmed or (found and found.state != MembershipApplication.State.UNCONFIRMED)
    status = HTTPStatus.OK if found else HTTPStatus.NOT_FOUND
    context = {"found": found, "done": done, "refused": refused}
    return render(request, "members/applications/confirm.html", context, status=status)


@may_read
def applications(request):
    """Those that wait first, then those decided."""
    seen = MembershipApplication.objects.visible_to(request.user).select_related("department__region")
    context = {
        "waiting": seen.waiting(),
        "decided": Paginator(seen.exclude(state=MembershipApplication.State.RECEIVED), 25).get_page(
            request.GET.get("page")
        ),
    }
    return render(request, "members/applications/list.html", context)


def _application(request, pk) -> MembershipApplication:
    return get_object_or_404(
        MembershipApplication.objects.visible_to(request.user).select_related("department__region", "organisation"),
        pk=pk,
    )


@may_read
def application(request, pk):
    shown = _application(request, pk)
    waits = shown.state == MembershipApplication.State.RECEIVED
    context = {
        "application": shown,
        "known": Organisation.objects.visible_to(request.user).filter(siren=shown.siret[:9]).first(),
        "opinion_form": OpinionForm(initial={"opinion": shown.opinion, "note": shown.opinion_note}) if waits else None,
        "acceptance": AcceptanceForm() if waits and request.user.has_perm("members.decide_applications") else None,
        "refusal": ReasonForm(auto_id="refus_%s"),
    }
    return render(request, "members/applications/application.html", context)


@may_read
@require_POST
def application_opinion(request, pk):
    shown = _application(request, pk)
    form = OpinionForm(request.POST)
    form.is_valid()
    return _told(
        request,
        shown,
        "Avis enregistré.",
        lambda: domain.give_opinion(
            shown, opinion=form.cleaned_data.get("opinion", ""), note=form.cleaned_data.get("note", ""),
            by=request.user,
        ),
    )  # fmt: skip


@may_decide
@require_POST
def application_decide(request, pk):
    """Accept or refuse, by the button used."""
    shown = _application(request, pk)
    if "refuse" in request.POST:
        reason = request.POST.get("reason", "")
        return _told(
            request, shown, "Demande refusée : la structure en reçoit le motif.",
            lambda: domain.refuse(shown, reason=reason, by=request.user),
        )  # fmt: skip
    form = AcceptanceForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choisissez la première année d'adhésion.")
        return redirect(shown)
    return _told(
        request, shown, "Demande acceptée : la structure reçoit son accès et son appel de cotisation.",
        lambda: domain.accept(shown, year=form.cleaned_data["year"], by=request.user),
    )  # fmt: skip


def _told(request, shown: MembershipApplication, done: str, act):
    try:
        act()
    except domain.ApplicationRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(shown)
