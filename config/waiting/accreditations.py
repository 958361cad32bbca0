"""What waits in accreditations: for the certification team, and for those who manage a structure."""

from django.urls import reverse
from django.utils import timezone

from certification.models import Accreditation, RegisterChange
from certification.models.accreditation import RENEWAL_OPENS
from config.todo import Todo
from members.models import (
    User,
)
from reporting.french import fr_date

SHOWN = 5


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
