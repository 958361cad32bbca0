"""The page of an organisation."""

from decimal import Decimal

from django.db.models import F, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from members.domain.funding import conventioned_fte
from members.domain.quality.completeness import completeness_of, with_checks
from members.models import (
    Aci,
    Contact,
    Establishment,
    FinancialAnnex,
    Membership,
    Merge,
    Organisation,
    Succession,
    YearlyReturn,
)
from members.views.kept import kept


def organisation(request, pk):
    """A structure: who it is, its worksites, its yearly returns, its memberships and its people."""
    user = request.user
    try:
        if pk in user.organisation_ids or user.region_codes:
            name, content = _organisation_content(request, pk)
        else:
            name, content = kept(user, f"organisation:{pk}", lambda: _organisation_content(request, pk))
    except Http404:
        merged_into = _merged_into(user, pk)
        if merged_into is None:
            raise
        return redirect(merged_into, permanent=True)
    return render(request, "members/organisation.html", {"name": name, "content": content})


def _merged_into(user, pk: int) -> Organisation | None:
    """The organisation that this one was found to be, if this one is no more."""
    merges = Merge.objects.standing().filter(source_id=pk).values("kept")
    return Organisation.objects.visible_to(user).filter(pk__in=merges).first()


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
        "contacts": Contact.objects.visible_to(user)
        .valid_on(timezone.localdate())
        .with_bounced()
        .filter(organisation=shown)[:50],
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
        context["successions"] = (
            Succession.objects.visible_to(user)
            .filter(Q(predecessor=shown) | Q(successor=shown))
            .select_related("predecessor", "successor")[:20]
        )
    return shown.name, render_to_string("members/organisation_content.html", context, request)


def _standing(organisation: Organisation, memberships: list[Membership]) -> tuple[str, str]:
    """What an organisation is to the network, as a word and the tone of its badge."""
    if organisation.closed_on:
        return "Fermée", "alert"
    if not memberships:
        return "Sans adhésion", "off"
    last = memberships[0]
    current = last.year >= timezone.localdate().year and last.state in Membership.COUNTED
    return f"{last.get_kind_display().capitalize()} {last.year}", "ok" if current else "wait"


def _actions(user, organisation: Organisation) -> list[dict]:
    """What this person can do next with an organisation."""
    actions = _own_actions(user, organisation)
    if not user.is_national:
        return actions
    address = reverse("admin:members_organisation_change", args=[organisation.pk])
    history = reverse("admin:members_organisation_history", args=[organisation.pk])
    return [{"url": address, "label": "Modifier la fiche"}, *actions, {"url": history, "label": "Historique"}]


def _own_actions(user, organisation: Organisation) -> list[dict]:
    """What its own people, and staff, can do with an organisation."""
    actions = []
    if user.has_perm("members.read_people", organisation):
        actions.append({"url": reverse("members:people", args=[organisation.pk]), "label": "Personnes"})
    if user.has_perm("members.manage_organisation", organisation):
        actions.append({"url": reverse("members:corrections", args=[organisation.pk]), "label": "Coordonnées"})
    return actions


def _conventioned(annexes: list[FinancialAnnex]) -> list[tuple[int, Decimal]]:
    """Insertion posts of each year that annexes cover, in FTE, latest first."""
    years = {year for annex in annexes for year in range(annex.starts.year, annex.ends.year + 1)}
    return [(year, conventioned_fte(annexes, year)) for year in sorted(years, reverse=True)]
