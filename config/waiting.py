"""What waits in a region, as its desk and the home desk of its staff show it, and for the national team: one function a trade.

`WAITING` lists those of a region: each function takes the reader and the code of the region.
"""

from collections import Counter
from collections.abc import Callable
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from certification.domain.certificates.issuing import to_issue
from certification.domain.deposits.batches import situation, unanswered
from certification.domain.deposits.passages import pressing_certificates
from certification.domain.juries.planning import without_jury
from certification.models import Accreditation, Deposit, Enrolment, Jury, RegisterChange, Seat
from certification.models.accreditation import RENEWAL_OPENS
from certification.models import Appeal, Enrolment, Jury, Minutes, Seat
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


def certificates_to_issue(user: User) -> list[Todo]:
    """Passages decided by signed minutes, for the certification team."""
    count = to_issue().count()
    return [Todo(f"Certificats à délivrer : {count}", reverse("certification:issue"), "Délivrer")] if count else []


def deposits_due(user: User) -> list[Todo]:
    """What the Caisse des Dépôts waits for, the most pressing first, and the answers that are to be read."""
    today, todo = timezone.localdate(), []
    pressing = Counter(one.urgency(today) for one in situation(pressing_certificates(today)).standings)
    words = {"late": "en retard", "red": "à moins de quinze jours", "amber": "à faire bientôt"}
    listed = f"{reverse('certification:deposits')}?etat=attend"
    for urgency, word in words.items():
        if pressing[urgency]:
            todo.append(Todo(f"Déclarations à la Caisse des Dépôts {word} : {pressing[urgency]}", listed, "Déclarer"))
    seen = Deposit.objects.visible_to(user).defer("xml")
    todo += [
        Todo(f"{one} : fait, à remettre à la Caisse des Dépôts", one.get_absolute_url(), "Remettre")
        for one in seen.filter(sent_on=None).order_by("made_at")[:SHOWN]
    ]
    unread = unanswered(seen).order_by("sent_on", "pk")[:SHOWN]
    todo += [
        Todo(f"{one}, remis le {fr_date(one.sent_on)} : compte rendu à lire", one.get_absolute_url(), "Lire")
        for one in unread
    ]
    return todo


def accreditations_to_examine(user: User) -> list[Todo]:
    """What the certification team examines, studies, has decided and tells France compétences."""
    if not user.has_perm("certification.run_certification"):
        return []
    states, today = Accreditation.State, timezone.localdate()
    address = reverse("certification:accreditations")
    seen = Accreditation.objects.visible_to(user)
    waiting = [
        ("Demandes d'agrément à vérifier", f"{address}?etat=submitted", seen.filter(state=states.SUBMITTED)),
        ("Demandes d'agrément que vous étudiez", f"{address}?etat=in_review", seen.filter(state=states.IN_REVIEW, reviewer=user)),
        ("Demandes d'agrément au comité, à décider", f"{address}?etat=committee", seen.filter(state=states.COMMITTEE).exclude(reviewer=user)),
    ]  # fmt: skip
    counted = [(text, url, rows.count()) for text, url, rows in waiting]
    todo = [Todo(f"{text} : {count}", url, "Voir") for text, url, count in counted if count]
    changes = RegisterChange.objects.visible_to(user)
    untold, late = changes.untold().count(), changes.overdue_on(today).count()
    if untold:
        text = f"Changements à transmettre à France compétences : {untold}{f', dont {late} en retard' if late else ''}"
        todo.append(Todo(text, reverse("certification:register_changes"), "Transmettre"))
    return todo


def accreditations_to_ask(user: User) -> list[Todo]:
    """Of those who manage a structure: requests to finish or to complete, renewals to ask for."""
    if not user.managed_ids:
        return []
    states, today = Accreditation.State, timezone.localdate()
    own = Accreditation.objects.visible_to(user).filter(organisation__in=user.managed_ids)
    own = own.select_related("organisation", "certification").order_by("pk")
    words = {states.DRAFT: "à finir et à déposer", states.INCOMPLETE: "à compléter"}
    todo = [
        Todo(
            f"Demande d'agrément de {one.organisation}, {one.certification.code} : {words[one.state]}",
            reverse("certification:accreditation_fill", args=[one.pk]),
            "Remplir",
        )
        for one in own.filter(state__in=words)[:SHOWN]
    ]
    ending = own.filter(state__in=Accreditation.GRANTED, validity__endswith__lte=today + RENEWAL_OPENS)
    asked = Accreditation.objects.exclude(state=states.REFUSED).filter(renews__isnull=False).values("renews")
    return todo + [
        Todo(
            f"Agrément de {one.organisation}, {one.certification.code} : à renouveler avant le {fr_date(one.last_day)}",
            one.get_absolute_url(),
            "Renouveler",
        )
        for one in ending.exclude(pk__in=asked)[:SHOWN]
    ]


def juries_of_member(user: User) -> list[Todo]:
    """What waits for a member of juries: those of today, and minutes that lack their signature."""
    today = timezone.localdate()
    seated = Seat.objects.filter(official__user=user, role__in=Seat.VOTING).exclude(answer=Seat.Answer.DECLINED)
    seats = dict(seated.values_list("pk", "jury"))
    if not seats:
        return []
    at_work = Jury.objects.filter(
        pk__in=seats.values(), held_on=today, state__in=[Jury.State.CONFIRMED, Jury.State.HELD]
    )
    todo = [
        Todo(f"{one} : c'est aujourd'hui", reverse("certification:jury_day", args=[one.pk]), "Ouvrir")
        for one in at_work.select_related("certification").order_by("starts_at", "pk")
    ]
    corrected = Minutes.objects.filter(jury=OuterRef("jury"), order__gt=OuterRef("order"))
    unsigned = (
        Minutes.objects.filter(~Exists(corrected), jury__state=Jury.State.MINUTES, signers__overlap=list(seats))
        .exclude(signatures__seat__in=seats)
    )  # fmt: skip
    return todo + [
        Todo(f"{one} à signer", reverse("certification:minutes", args=[one.pk]), "Signer")
        for one in unsigned.order_by("written_at")[:SHOWN]
    ]


def juries_to_follow(user: User) -> list[Todo]:
    """What the certification team follows after juries: days gone by without a deliberation, signatures, results, appeals."""
    if not user.has_perm("certification.run_certification"):
        return []
    today, states = timezone.localdate(), Jury.State
    past = Jury.objects.filter(held_on__lt=today, state__in=[states.CONFIRMED, states.HELD])
    steps = [
        (past, "a eu lieu, sa délibération n'est pas close"),
        (Jury.objects.filter(state=states.MINUTES), "procès-verbal à signer"),
        (Jury.objects.filter(state=states.SIGNED), "résultats à notifier"),
    ]
    todo = [
        Todo(f"{one} : {word}", reverse("certification:jury_day", args=[one.pk]), "Ouvrir")
        for juries, word in steps
        for one in juries.select_related("certification").order_by("held_on", "pk")[:SHOWN]
    ]
    waiting = Appeal.objects.visible_to(user).open().count()
    if waiting:
        todo.append(Todo(f"Recours à répondre : {waiting}", reverse("certification:appeals"), "Répondre"))
    return todo


def candidates_to_complete(user: User) -> list[Todo]:
    """Files of candidates that whoever manages a structure has begun and not yet registered."""
    presented = Enrolment.objects.presented_by(user)
    drafts = presented.filter(state=Enrolment.State.DRAFT).count()
    address = reverse("certification:candidates")
    if not drafts:
        return []
    return [Todo(f"Fiches de candidats à compléter : {drafts}", f"{address}?attente=fiche", "Compléter")]


def juries_to_answer(user: User) -> list[Todo]:
    """The summons that a member of juries has not answered."""
    seats = Seat.objects.filter(
        official__user=user, answer=Seat.Answer.WAITING, jury__held_on__gte=timezone.localdate()
    )
    awaited = seats.filter(jury__state__in=(Jury.State.CONVENED, Jury.State.CONFIRMED))
    return [
        Todo(
            f"{seat.jury} : dites si vous venez",
            reverse("certification:seat_answer", args=[seat.token]),
            "Répondre",
        )
        for seat in awaited.select_related("jury__certification").order_by("jury__held_on", "pk")[:SHOWN]
    ]


def juries_to_prepare(user: User) -> list[Todo]:
    """For the certification team: candidates without a jury, juries to convene or to confirm, silent or declined seats."""
    if not user.has_perm("certification.run_certification"):
        return []
    ready = without_jury(Enrolment.objects.presented_by(user)).count()
    todo = []
    if ready:
        address = f"{reverse('certification:candidates')}?attente=jury"
        todo.append(Todo(f"Candidats prêts, sans jury : {ready}", address, "Voir"))
    states = Jury.State
    coming = Jury.objects.visible_to(user).filter(held_on__gte=timezone.localdate())
    juries = (
        coming.filter(state__in=[states.DRAFT, states.CONVENED, states.CONFIRMED])
        .select_related("certification")
        .annotate(
            silent=Count("seats", filter=Q(seats__answer=Seat.Answer.WAITING)),
            declined=Count("seats", filter=Q(seats__answer=Seat.Answer.DECLINED, seats__replacement=None)),
        )
        .exclude(state=states.CONFIRMED, declined=0)
        .order_by("held_on", "pk")
    )
    for jury in juries[:SHOWN]:
        if jury.declined:
            word, action = f"membres à remplacer : {jury.declined}", "Remplacer"
        elif jury.state == states.DRAFT:
            word, action = "convocations à envoyer", "Préparer"
        elif jury.silent:
            word, action = f"convocations sans réponse : {jury.silent}", "Voir"
        else:
            word, action = "à confirmer", "Confirmer"
        todo.append(Todo(f"{jury} : {word}", jury.get_absolute_url(), action))
    return todo


WAITING: list[Callable[[User, str], list[Todo]]] = [
    applications_to_examine,
    reviews_to_send,
    missions_to_report,
    returns_awaited,
]


def waiting_in(user: User, code: str) -> list[Todo]:
    """What waits in the region, of every trade."""
    return [todo for find in WAITING for todo in find(user, code)]
