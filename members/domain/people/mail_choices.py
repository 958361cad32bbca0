"""The mails that a person wants: what may be stopped, how, and what was accepted."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from members.models import Mail, MailChoice, User

# What people read when they choose. A text that changes gets a new version; former ones stay, as the proof of consent.
CONSENT_TEXTS = {
    "2026-11": (
        "Le réseau vous écrit à votre adresse professionnelle. Vous pouvez arrêter chacune de ces natures de messages à "
        "tout moment, ici ou par le lien au bas de chaque message. Les messages nécessaires à l'adhésion (appels, "
        "convocations, réponses à vos demandes) vous parviennent toujours."
    )
}
TEXT_VERSION = "2026-11"


@dataclass(frozen=True)
class KindChoice:
    """A kind of mail, and whether the person has it; `decided_at` is None for who never chose, and receives it."""

    kind: str
    label: str
    wants: bool
    decided_at: datetime | None


def choices_of(user: User) -> list[KindChoice]:
    """Every kind of mail that a person may stop."""
    decided = {choice.kind: choice for choice in reversed(_decisions(user, user.email))}
    return [
        KindChoice(
            kind.value,
            kind.label,
            decided[kind].wants if kind in decided else True,
            decided[kind].decided_at if kind in decided else None,
        )
        for kind in Mail.OPTIONAL
    ]


@transaction.atomic
def choose(kind: str, *, wants: bool, origin: MailChoice.Origin, user: User | None = None, email: str = "") -> None:
    """Note a choice; an address that has an account speaks for it."""
    if kind not in Mail.OPTIONAL:
        raise ValueError(f"Mails of kind {kind} cannot be stopped")
    user = user or User.objects.filter(email__iexact=email).first()
    owner = {"user": user} if user else {"user": None, "email": email.lower()}
    known = MailChoice.objects.filter(**owner, kind=kind).first()
    if known and known.wants == wants:
        return
    values = {
        "wants": wants,
        "origin": origin,
        "text_version": TEXT_VERSION,
        "decided_at": timezone.now(),
    }
    MailChoice.objects.update_or_create(**owner, kind=kind, defaults=values)


def is_stopped(mail: Mail) -> bool:
    """Whether a mail that may be stopped goes to somebody who wants none of its kind."""
    return mail.kind in Mail.OPTIONAL and stopped_by(mail.kind, mail.to, mail.user)


def stopped_by(kind: str, email: str, user: User | None) -> bool:
    """The last word of the person: as account and as address."""
    user = user or User.objects.filter(email__iexact=email).first()
    last = next((choice for choice in _decisions(user, email) if choice.kind == kind), None)
    return last is not None and not last.wants


def stopped_among(kind: str, people: list[tuple[str, int | None]]) -> set[tuple[str, int | None]]:
    """Of many people, as address and account, those who want no mail of this kind: in two queries."""
    if kind not in Mail.OPTIONAL:
        return set()
    last: dict[str | int, MailChoice] = {}
    for choice in MailChoice.objects.filter(kind=kind).order_by("decided_at"):
        last[choice.user_id or choice.email] = choice
    with_choice = User.objects.filter(pk__in=[who for who in last if isinstance(who, int)])
    accounts = {email.lower(): pk for pk, email in with_choice.values_list("pk", "email")}

    def stops(email: str, user_id: int | None) -> bool:
        said = [last.get(email.lower()), last.get(user_id or accounts.get(email.lower()))]
        said = [choice for choice in said if choice]
        return bool(said) and not max(said, key=lambda choice: choice.decided_at).wants

    return {(email, user_id) for email, user_id in people if stops(email, user_id)}


def _decisions(user: User | None, email: str) -> list[MailChoice]:
    """The latest first."""
    found = MailChoice.objects.filter(user=None, email=email.lower())
    if user:
        found = found | MailChoice.objects.filter(user=user)
    return list(found.order_by("-decided_at"))
