"""What waits for a person: the « À faire » of the home desk, out of every trade."""

from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from config.todo import Todo
from config.waiting import certification_todo
from config.waiting.network import applications_to_decide, missions_to_follow, reviews_to_answer, waiting_in
from config.waiting.training import training_todo
from members.domain.meetings.proxies import without_proxy
from members.domain.returns import without_return
from members.models import (
    BankLine,
    ChangeRequest,
    FeeCall,
    GeneralMeeting,
    ImportBatch,
)
from reporting.french import fr_date
from reporting.models import AnnualReport, ReportEdition
from resources.models import AccessRequest, Resource

KEPT_SECONDS = 30


def todo_of(user) -> list[Todo]:
    """What `user` has to do today, most pressing first.

    Kept half a minute, for every page of a morning opens here, and forgotten as soon as this person does something;
    national staff, for whom others work too, always read it fresh.
    """
    if user.is_national:
        return _todo_of(user)
    return cache.get_or_set(_key(user.pk), lambda: _todo_of(user), KEPT_SECONDS)


def forget_todo(user) -> None:
    """This person has done something: what they have to do is read again."""
    cache.delete(_key(user.pk))


def _key(user_id: int) -> str:
    return f"todo:{user_id}"


def _todo_of(user) -> list[Todo]:
    year = timezone.localdate().year - 1
    todo = []
    if user.is_national:
        todo += _of_resource_keepers(user) + _of_national_staff(user, year)
    todo += _of_meetings(user)
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
    todo += _of_managers(user)
    if user.is_national:
        todo += applications_to_decide(user) + missions_to_follow(user) + reviews_to_answer(user)
    for code in sorted(user.region_codes):
        todo += waiting_in(user, code)
    return todo + certification_todo(user) + training_todo(user)


def _of_managers(user) -> list[Todo]:
    """The renewals that wait for those who manage an organisation."""
    if not user.managed_ids:
        return []
    calls = (
        FeeCall.objects.visible_to(user)
        .to_fill()
        .filter(membership__organisation__in=user.managed_ids)
        .select_related("campaign", "membership__organisation")
        .order_by("campaign__year")[:5]
    )
    return [
        Todo(
            f"Adhésion {call.campaign.year} de {call.membership.organisation} à renouveler",
            reverse("members:renewal", args=[call.pk]),
            "Renouveler",
        )
        for call in calls
    ]


def _of_meetings(user) -> list[Todo]:
    """Staff lead their general meetings; whoever manages an organisation comes to those of its roll, or gives a proxy."""
    states, today = GeneralMeeting.State, timezone.localdate()
    if user.is_national:
        steps = {
            states.PREPARED: ("la liste peut être figée", "Préparer"),
            states.ROLL_FROZEN: ("la liste est figée", "Suivre"),
            states.OPEN: ("elle est ouverte", "Y aller"),
        }
        waiting = GeneralMeeting.objects.exclude(state=states.CLOSED).filter(record_date__lte=today)
        return [
            Todo(f"{one}, {fr_date(one.held_on)} : {steps[one.state][0]}", one.get_absolute_url(), steps[one.state][1])
            for one in waiting.order_by("held_on")[:5]
        ]
    if not user.managed_ids:
        return []
    silent = without_proxy(user.managed_ids, day=today).select_related("meeting")
    return [
        Todo(
            f"{one.meeting}, {fr_date(one.meeting.held_on)} : {one.name} y vient, ou donne pouvoir",
            one.meeting.get_absolute_url(),
            "Voir",
        )
        for one in silent.order_by("meeting__held_on", "pk")[:5]
    ]


def _of_national_staff(user, year: int) -> list[Todo]:
    todo = []
    waiting = ImportBatch.objects.visible_to(user).filter(state=ImportBatch.State.PREVIEWED).count()
    if waiting:
        todo.append(Todo(f"Imports à confirmer : {waiting}", reverse("members:imports"), "Vérifier"))
    asked = ChangeRequest.objects.visible_to(user).waiting().count()
    if asked:
        todo.append(Todo(f"Corrections demandées : {asked}", reverse("members:correction_queue"), "Répondre"))
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
