"""The page of an organisation."""

from decimal import Decimal

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.db.models import F, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from members.domain.funding import conventioned_fte
from members.domain.heirs import last_succession_of
from members.domain.quality.completeness import completeness_of, with_checks
from members.domain.succession import why_not_undone
from members.models import (
    Aci,
    AciCarrier,
    Contact,
    Establishment,
    FinancialAnnex,
    FormerSiret,
    Membership,
    Merge,
    Organisation,
    OrganisationLabel,
    Succession,
    YearlyReturn,
)
from members.models.base import belongs
from members.views.kept import kept


@login_not_required
def organisation(request, pk):
    """A structure: who it is, its worksites, its yearly returns, its memberships and its people.

    Who does not belong to the network sees what it publishes; the address of one that another succeeded says which.
    """
    user = request.user
    try:
        if not belongs(user):
            name, content = kept(user, f"published:{pk}", lambda: _published_content(request, pk))
        elif pk in user.history_ids or user.region_codes:
            name, content = _organisation_content(request, pk)
        else:
            name, content = kept(user, f"organisation:{pk}", lambda: _organisation_content(request, pk))
    except Http404:
        merged_into = _merged_into(user, pk)
        if merged_into is not None:
            return redirect(merged_into, permanent=True)
        succession = last_succession_of(pk, user)
        if succession is not None:
            return render(request, "members/organisation_succeeded.html", {"succession": succession})
        if not user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise
    return render(request, "members/organisation.html", {"name": name, "content": content})


def _merged_into(user, pk: int) -> Organisation | None:
    """The organisation that this one was found to be, if this one is no more."""
    merges = Merge.objects.standing().filter(source_id=pk).values("kept")
    return Organisation.objects.visible_to(user).filter(pk__in=merges).first()


def _published_content(request, pk: int) -> tuple[str, SafeString]:
    """What an organisation agreed to show to everybody."""
    shown = get_object_or_404(Organisation.objects.published().select_related("department__region"), pk=pk)
    context = {"organisation": shown, "public": True}
    return shown.name, render_to_string("members/organisation_published.html", context, request)


def _organisation_content(request, pk: int) -> tuple[str, SafeString]:
    """The name of an organisation and the page about it, as this person sees it."""
    user = request.user
    organisations = Organisation.objects.visible_to(user).select_related("department__region").with_rare_parts()
    if user.is_national or user.region_codes or pk in user.organisation_ids:
        organisations = with_checks(organisations)
    shown = get_object_or_404(organisations, pk=pk)
    memberships = list(
        Membership.objects.visible_to(user)
        .filter(organisation=shown)
        .annotate(region_name=F("region__name"))
        .order_by("-year")[:20]
    )
    word, tone = _standing(shown, memberships)
    acis = Aci.objects.visible_to(user).filter(organisation=shown).values("name", "activity", "city", "closed_on")
    whole = user.is_national or pk in user.history_ids or shown.department.region_id in user.region_codes
    seen = Contact.objects.visible_to(user) if whole else Contact.objects.met_by(user)
    today = timezone.localdate()
    annexes = list(FinancialAnnex.objects.visible_to(user).filter(convention__aci__organisation=shown)[:100])
    context = {
        "organisation": shown,
        "word": word,
        "tone": tone,
        "actions": _actions(user, shown),
        "acis": acis[:100],
        "memberships": memberships,
        "returns": YearlyReturn.objects.visible_to(user).filter(organisation=shown)[:10],
        "annexes": annexes,
        "conventioned": _conventioned(annexes),
        "contacts": seen.valid_on(today).with_bounced().filter(organisation=shown)[:50],
        "whole": whole,
    }
    if user.has_perm("members.read_people", shown):
        context["completeness"] = completeness_of(shown)
    if shown.has_merges and user.has_perm("members.merge_organisations"):
        context["merges"] = Merge.objects.visible_to(user).standing().filter(kept=shown)[:20]
    if shown.has_sites:
        context["sites"] = (
            Establishment.objects.visible_to(user)
            .select_related("organisation")
            .filter(organisation=shown, kind=Establishment.Kind.SITE)[:100]
        )
    if shown.has_successions:
        context |= _successions(user, shown)
    if shown.has_labels:
        context["labels"] = (
            OrganisationLabel.objects.visible_to(user)
            .filter(organisation=shown, validity__contains=today)
            .values_list("label__name", "label__meaning")
        )
    if shown.has_former_sirets:
        context["former_sirets"] = FormerSiret.objects.visible_to(user).filter(organisation=shown)[:10]
    return shown.name, render_to_string("members/organisation_content.html", context, request)


def _successions(user, organisation: Organisation) -> dict:
    """Who took over from whom, and the worksites that the organisation carried until then."""
    successions = list(
        Succession.objects.visible_to(user)
        .filter(Q(predecessor=organisation) | Q(successor=organisation))
        .select_related("predecessor", "successor")[:20]
    )
    shown = {"successions": successions}
    if any(succession.predecessor_id == organisation.pk for succession in successions):
        carried = AciCarrier.objects.visible_to(user).filter(organisation=organisation, validity__upper_inf=False)
        shown["given"] = carried.select_related("aci").order_by("aci__name")[:100]
    if user.is_national:
        shown["undoable"] = next((one.pk for one in successions if not why_not_undone(one)), None)
    return shown


def _standing(organisation: Organisation, memberships: list[Membership]) -> tuple[str, str]:
    """What an organisation is to the network, as a word and the tone of its badge."""
    if organisation.closed_on:
        return "Fermée", "alert"
    if not memberships:
        return "Sans adhésion", "off"
    today = timezone.localdate()
    # The one of today; a renewal for the year to come does not hide it.
    counted = [one for one in memberships if one.state in Membership.COUNTED]
    current = next((one for one in counted if one.validity.lower <= today < one.validity.upper), None)
    shown = current or memberships[0]
    return f"{shown.get_kind_display().capitalize()} {shown.year}", "ok" if current else "wait"


def _actions(user, organisation: Organisation) -> list[dict]:
    """What this person can do next with an organisation."""
    actions = _own_actions(user, organisation)
    if not user.is_national:
        return actions
    address = reverse("admin:members_organisation_change", args=[organisation.pk])
    history = reverse("admin:members_organisation_history", args=[organisation.pk])
    succession = reverse("members:succession", args=[organisation.pk])
    # One that has closed may be taken over since; one that was taken over is known by its notice.
    succeeded = organisation.closed_on and organisation.has_successions
    siret = reverse("members:change_siret", args=[organisation.pk])
    return [
        {"url": address, "label": "Modifier la fiche"},
        *actions,
        {"url": siret, "label": "Changer le SIRET"},
        *([] if succeeded else [{"url": succession, "label": "Noter une succession"}]),
        {"url": history, "label": "Historique"},
    ]


def _own_actions(user, organisation: Organisation) -> list[dict]:
    """What its own people, and staff, can do with an organisation."""
    actions = []
    if user.has_perm("members.read_people", organisation):
        actions.append({"url": reverse("members:people", args=[organisation.pk]), "label": "Personnes"})
    if user.has_perm("members.manage_organisation", organisation):
        actions.append({"url": reverse("members:corrections", args=[organisation.pk]), "label": "Coordonnées"})
    if user.is_national or organisation.pk in user.organisation_ids:
        publication = reverse("members:publication", args=[organisation.pk])
        actions.append({"url": publication, "label": "Annuaire public"})
    return actions


def _conventioned(annexes: list[FinancialAnnex]) -> list[tuple[int, Decimal]]:
    """Insertion posts of each year that annexes cover, in FTE, latest first."""
    years = {year for annex in annexes for year in range(annex.starts.year, annex.ends.year + 1)}
    return [(year, conventioned_fte(annexes, year)) for year in sorted(years, reverse=True)]
