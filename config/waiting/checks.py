"""What waits for a person in checks: the certification team, controllers, structures."""

from django.urls import reverse
from django.utils import timezone

from certification.models import AccreditationCheck, Finding, Official
from config.todo import Todo
from members.models import User
from reporting.french import fr_date

SHOWN = 5
State = AccreditationCheck.State


def checks_of_team(user: User) -> list[Todo]:
    """Observations to read, late actions and checks whose day is past, for the certification team."""
    checks, today = AccreditationCheck.objects.visible_to(user), timezone.localdate()
    address = reverse("certification:checks")
    observed = checks.filter(state=State.OBSERVATIONS).select_related("accreditation__organisation")
    todo = [
        Todo(f"{one} : des observations à lire", one.get_absolute_url(), "Lire")
        for one in observed.order_by("pk")[:SHOWN]
    ]
    late = Finding.objects.visible_to(user).overdue_on(today).count()
    if late:
        todo.append(
            Todo(f"Actions de contrôle en retard : {late}", f"{reverse('certification:findings')}?reste=retard", "Voir")
        )
    unmade = checks.filter(state__in=[State.PLANNED, State.ANNOUNCED], planned_on__lt=today).count()
    if unmade:
        todo.append(Todo(f"Contrôles dont la date est passée : {unmade}", address, "Voir"))
    return todo


def of_official(user: User) -> list[Todo]:
    """Checks to make, reports to write and answers to verify, for officials."""
    official = Official.objects.visible_to(user).filter(user=user).first()
    if official is None:
        return []
    todo = []
    mine = official.checks.select_related("accreditation__organisation")
    words = {State.ANNOUNCED: "à faire le", State.CARRIED_OUT: "rapport à envoyer, fait le"}
    for one in mine.filter(state__in=words).order_by("planned_on", "pk")[:SHOWN]:
        day = fr_date(one.carried_out_on or one.planned_on)
        todo.append(Todo(f"{one} : {words[one.state]} {day}", one.get_absolute_url(), "Ouvrir"))
    answered = Finding.objects.filter(
        check_made__in=mine.filter(state=State.ACTION_PLAN), closed_on=None, answered_at__isnull=False
    ).count()
    if answered:
        address = f"{reverse('certification:findings')}?reste=verifier"
        todo.append(Todo(f"Réponses à des écarts, à vérifier : {answered}", address, "Vérifier"))
    return todo


def checks_of_structure(user: User) -> list[Todo]:
    """Checks that are announced, reports that may be answered and actions that are expected of who manages a structure."""
    if not user.managed_ids:
        return []
    waiting = AccreditationCheck.objects.visible_to(user).filter(
        accreditation__organisation__in=user.managed_ids,
        state__in=[State.ANNOUNCED, State.REPORT_SENT, State.ACTION_PLAN],
    )
    checks = list(waiting.select_related("accreditation__organisation").order_by("planned_on", "pk"))
    todo = [
        Todo(f"{one} : le {fr_date(one.planned_on)}", one.get_absolute_url(), "Voir")
        if one.state == State.ANNOUNCED
        else Todo(f"{one} : rapport à lire", one.get_absolute_url(), "Lire")
        for one in checks
        if one.state != State.ACTION_PLAN
    ]
    plans = [one for one in checks if one.state == State.ACTION_PLAN]
    if not plans:
        return todo
    actions = Finding.objects.visible_to(user).filter(check_made__in=plans, closed_on=None, answered_at=None)
    for one in actions.exclude(action="").order_by("due_on", "pk")[:SHOWN]:
        late = " (en retard)" if one.due_on < timezone.localdate() else ""
        address = reverse("certification:finding", args=[one.pk])
        todo.append(
            Todo(f"Action à faire pour le {fr_date(one.due_on)}{late} : {one.action[:80]}", address, "Répondre")
        )
    return todo


def checks_todo(user: User) -> list[Todo]:
    """All of what waits for a person in checks."""
    team = checks_of_team(user) if user.has_perm("certification.run_certification") else []
    return team + of_official(user) + checks_of_structure(user)
