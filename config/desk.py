"""What waits for a person: the « À faire » of the home desk, out of every trade."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from members.domain.returns import without_return
from members.filters import DirectoryFilter
from members.models import BankLine, ImportBatch, Membership
from reporting.models import AnnualReport, ReportEdition
from resources.models import AccessRequest, Resource


@dataclass(frozen=True)
class Todo:
    """One thing to do, in a sentence, and where to do it."""

    text: str
    url: str
    action: str


def todo_of(user) -> list[Todo]:
    """What `user` has to do today, most pressing first."""
    year = timezone.localdate().year - 1
    todo = []
    if user.is_national:
        todo += _of_resource_keepers(user) + _of_national_staff(user, year)
    if user.has_perm("resources.propose_resource"):
        todo += _of_proposers(user)
    if (user.is_board or user.is_national) and not ReportEdition.objects.filter(
        report__year=year, report__region=None
    ).exists():
        todo.append(
            Todo(
                f"Le rapport d'activité {year} n'a pas encore d'édition",
                f"{reverse('reporting:reports')}?annee={year}",
                "Préparer",
            )
        )
    for code in sorted(user.region_codes):
        asked = {"annee": year, "qualite": Membership.Kind.MEMBER.value, "region": code, "effectifs": "non"}
        missing = DirectoryFilter(asked, user=user).qs.count()
        if missing:
            todo.append(
                Todo(
                    f"Adhérents de votre région qui n'ont pas déclaré leurs effectifs de {year} : {missing}",
                    f"{reverse('members:directory')}?{urlencode(asked)}",
                    "Voir la liste",
                )
            )
    return todo


def _of_national_staff(user, year: int) -> list[Todo]:
    todo = []
    waiting = ImportBatch.objects.visible_to(user).filter(state=ImportBatch.State.PREVIEWED).count()
    if waiting:
        todo.append(Todo(f"Imports à confirmer : {waiting}", reverse("members:imports"), "Vérifier"))
    lines = BankLine.objects.visible_to(user).waiting().count()
    if lines:
        todo.append(Todo(f"Lignes de relevé à rapprocher : {lines}", reverse("members:bank"), "Rapprocher"))
    todo += [
        Todo(f"{report} : une édition attend d'être publiée", report.get_absolute_url(), "Voir")
        for report in AnnualReport.objects.visible_to(user)
        .filter(published=False, editions__isnull=False)
        .select_related("region")
        .distinct()[:5]
    ]
    missing = without_return(year).count()
    if missing:
        todo.append(
            Todo(
                f"Adhérents qui n'ont pas déclaré leurs effectifs de {year} : {missing}",
                reverse("admin:members_organisation_changelist") + f"?sans_donnees={year}",
                "Voir la liste",
            )
        )
    return todo


def _of_resource_keepers(user) -> list[Todo]:
    """What the resource centre waits for: proposals, requests and reviews, each with its part of the queue."""
    seen = Resource.objects.visible_to(user)
    waiting = [
        ("Propositions de ressources à examiner", "propositions", seen.filter(state=Resource.State.PROPOSED)),
        ("Ressources examinées, à publier", "examinees", seen.filter(state=Resource.State.EXAMINED)),
        ("Demandes d'accès à des ressources", "acces", AccessRequest.objects.visible_to(user).waiting()),
        ("Ressources à revoir", "revoir", seen.to_review(timezone.localdate())),
    ]
    counted = [(text, part, rows.count()) for text, part, rows in waiting]
    address = reverse("resources:queue")
    return [Todo(f"{text} : {count}", f"{address}#{part}", "Traiter") for text, part, count in counted if count]


def _of_proposers(user) -> list[Todo]:
    """One's proposals that came back, with the reason told on their page."""
    came_back = (
        Resource.objects.visible_to(user)
        .filter(proposed_by=user, state__in=[Resource.State.DRAFT, Resource.State.REFUSED])
        .exclude(decision_note="")
        .order_by("-updated_at")
        .only("title", "state")[:5]
    )
    words = {Resource.State.DRAFT: "est à compléter", Resource.State.REFUSED: "n'est pas retenue"}
    return [
        Todo(f"Votre ressource « {one} » {words[one.state]}", reverse("resources:edit", args=[one.pk]), "Reprendre")
        for one in came_back
    ]
