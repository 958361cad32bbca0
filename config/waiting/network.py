"""What waits in a region, as its desk and the home desk of its staff show it, and for the national team: one function a trade.

`WAITING` lists those of a region: each function takes the reader and the code of the region.
"""

from collections.abc import Callable
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from config.todo import Todo
from members.filters import DirectoryFilter
from members.models import (
    BilateralReview,
    DelegatedMission,
    Membership,
    MembershipApplication,
    MissionReport,
    Side,
    User,
)
from reporting.french import fr_date

SHOWN = 5


def applications_to_examine(user: User, code: str) -> list[Todo]:
    """Applications of the region that wait for its opinion."""
    seen = MembershipApplication.objects.visible_to(user).waiting()
    count = seen.filter(department__region=code, opinion="").count()
    text = f"Demandes d'adhésion qui attendent l'avis de la région : {count}"
    return [Todo(text, reverse("members:applications"), "Examiner")] if count else []


def applications_to_decide(user: User) -> list[Todo]:
    """Applications that wait for the national team, whether their region has given its opinion or not."""
    count = MembershipApplication.objects.visible_to(user).waiting().count()
    text = f"Demandes d'adhésion à décider : {count}"
    return [Todo(text, reverse("members:applications"), "Examiner")] if count else []


def missions_to_report(user: User, code: str) -> list[Todo]:
    """Missions to agree, and reports that are late, asked for again or due within a month; overspent budgets too."""
    missions, today = DelegatedMission.objects.visible_to(user).filter(region=code), timezone.localdate()
    todo = [
        Todo(f"Mission « {one} » : proposée, à accepter ou décliner", one.get_absolute_url(), "Répondre")
        for one in missions.filter(state=DelegatedMission.State.PROPOSED)[:SHOWN]
    ]
    reports = MissionReport.objects.visible_to(user).filter(mission__region=code).to_send()
    for report in reports.select_related("mission").order_by("due_on", "pk"):
        if report.state == MissionReport.State.ASKED_FOR_MORE:
            word = "à compléter"
        elif report.due_on < today:
            word = f"en retard, attendu le {fr_date(report.due_on)}"
        elif (report.due_on - today).days <= 30:
            word = f"à remettre le {fr_date(report.due_on)}"
        else:
            continue
        todo.append(Todo(f"{report}, {report.mission} : {word}", report.get_absolute_url(), "Écrire"))
    return todo + _overspent(missions)


def missions_to_follow(user: User) -> list[Todo]:
    """What the national team examines and watches in missions."""
    missions, today = DelegatedMission.objects.visible_to(user), timezone.localdate()
    reports = MissionReport.objects.visible_to(user)
    todo = [
        Todo(f"{report}, {report.mission} : remis, à examiner", report.get_absolute_url(), "Examiner")
        for report in reports.filter(state=MissionReport.State.SENT)
        .select_related("mission")
        .order_by("sent_at")[:SHOWN]
    ]
    late = reports.late_on(today).count()
    if late:
        todo.append(
            Todo(f"Bilans de mission en retard : {late}", f"{reverse('members:missions')}?signal=retard", "Voir")
        )
    return todo + _overspent(missions)


def _overspent(missions) -> list[Todo]:
    """Missions that go on with a charge beyond a tenth more than planned."""
    going_on = missions.exclude(state__in=DelegatedMission.ENDED)
    watched = going_on.with_signals(timezone.localdate()).filter(overspent=True)
    return [Todo(f"Mission « {one} » : budget dépassé", one.get_absolute_url(), "Voir") for one in watched[:SHOWN]]


def returns_awaited(user: User, code: str) -> list[Todo]:
    """Members of the region that have not declared the year that ended."""
    year = timezone.localdate().year - 1
    asked = {"annee": year, "qualite": Membership.Kind.MEMBER.value, "region": code, "effectifs": "non"}
    missing = DirectoryFilter(asked, user=user).qs.count()
    if not missing:
        return []
    text = f"Adhérents de la région qui n'ont pas déclaré leurs effectifs de {year} : {missing}"
    return [Todo(text, f"{reverse('members:directory')}?{urlencode(asked)}", "Voir la liste")]


def reviews_to_send(user: User, code: str) -> list[Todo]:
    """The bilateral reviews that wait for the region: to be filled, sent, signed."""
    states = BilateralReview.State
    steps = {states.OPENED: "est à remplir", states.DRAFTING: "est à envoyer", states.MET: "est à signer"}
    seen = BilateralReview.objects.visible_to(user).filter(association__regions=code)
    return _reviews(seen, steps, Side.REGIONAL)


def reviews_to_answer(user: User) -> list[Todo]:
    """Those that wait for the national team."""
    states = BilateralReview.State
    steps = {states.SENT: "attend la réponse nationale", states.ANSWERED: "attend la rencontre",
             states.MET: "est à signer", states.SIGNED: "est à clore"}  # fmt: skip
    return _reviews(BilateralReview.objects.visible_to(user), steps, Side.NATIONAL)


def _reviews(seen, steps: dict, side: Side) -> list[Todo]:
    signed_by_the_other = Q(state=BilateralReview.State.SIGNED_ONE) & ~Q(signatures__side=side)
    waiting = seen.filter(Q(state__in=steps) | signed_by_the_other).select_related("campaign", "association")
    return [
        Todo(f"{one} {steps.get(one.state, 'est à signer')}", one.get_absolute_url(), "Ouvrir")
        for one in waiting.order_by("campaign__due_on", "pk")[:SHOWN]
    ]


WAITING: list[Callable[[User, str], list[Todo]]] = [
    applications_to_examine,
    reviews_to_send,
    missions_to_report,
    returns_awaited,
]


def waiting_in(user: User, code: str) -> list[Todo]:
    """What waits in the region, of every trade."""
    return [todo for find in WAITING for todo in find(user, code)]
