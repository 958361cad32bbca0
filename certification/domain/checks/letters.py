"""Mails to a structure about its check: the announcement, the report, the actions, and those that are late."""

from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from certification.models import AccreditationCheck, Finding
from members.domain.outbox import Letter, post
from members.domain.people.managers import written_to
from members.models import Mail


def post_announced(check: AccreditationCheck) -> int:
    """The check is announced, with its day, its form and its controller."""
    return _post(check, "announced", f"Contrôle d'agrément le {check.planned_on:%d/%m/%Y}", "check_announced")


def post_report(check: AccreditationCheck) -> int:
    """The report, attached; observations are received for thirty days."""
    return _post(check, "report", "Rapport du contrôle d'agrément", "check_report", [("check_report", check.pk)])


def post_actions(check: AccreditationCheck) -> int:
    """The actions that are asked for."""
    return _post(check, "actions", "Contrôle d'agrément : vos actions sont attendues", "check_actions")


def remind_overdue(today: date | None = None) -> int:
    """Every night: the structures with a late action are written to, once a week each; how many mails."""
    today = today or timezone.localdate()
    year, week, _ = today.isocalendar()
    late: dict[int, list[Finding]] = {}
    # What was answered waits for whoever verifies it, not for the structure.
    for finding in Finding.objects.overdue_on(today).filter(answered_at=None):
        late.setdefault(finding.check_made_id, []).append(finding)
    checks = AccreditationCheck.objects.select_related("accreditation__organisation", "accreditation__certification")
    return sum(
        _post(check, f"late:{year}-{week}", "Contrôle d'agrément : des actions sont en retard", "check_late",
              findings=late[check.pk])
        for check in checks.filter(pk__in=late)
    )  # fmt: skip


def _post(
    check: AccreditationCheck, about: str, subject: str, template: str, attachments: list | None = None,
    findings: list[Finding] | None = None,
) -> int:  # fmt: skip
    organisation = check.accreditation.organisation
    context = {
        "check": check,
        "findings": findings if findings is not None else check.findings.filter(closed_on=None).exclude(action=""),
        "identity": settings.IDENTITY,
        "link": f"{settings.SITE_URL}{check.get_absolute_url()}",
    }
    body = render_to_string(f"certification/email/{template}.txt", context)
    return post(
        Letter(
            Mail.Kind.CERTIFICATION, f"check:{check.pk}:{about}", person.email, f"{subject} : {organisation}", body,
            organisation=organisation, user_id=person.user_id, attachments=attachments or [],
        )
        for person in written_to([organisation])[organisation.pk]
    )  # fmt: skip
