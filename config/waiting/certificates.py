"""What waits in certificates and in the flow to the Caisse des Dépôts, for the certification team."""

from collections import Counter

from django.urls import reverse
from django.utils import timezone

from certification.domain.certificates.issuing import to_issue
from certification.domain.deposits.batches import situation, unanswered
from certification.domain.deposits.passages import pressing_certificates
from certification.models import Deposit
from config.todo import Todo
from members.models import (
    User,
)
from reporting.french import fr_date

SHOWN = 5


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
