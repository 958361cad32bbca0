"""What waits in training: for its team, its trainers and the structures."""

from django.urls import reverse
from django.utils import timezone

from config.todo import Todo
from members.models import User
from reporting.french import fr_date
from training.domain.statement.year import year_to_declare
from training.models import ActivityStatement


def training_todo(user: User) -> list[Todo]:
    """What waits in training, the most pressing first."""
    todo = []
    if user.has_perm("training.run_training"):
        todo += statement_to_declare(user)
    return todo


def statement_to_declare(user: User) -> list[Todo]:
    """The yearly statement of the last closed year, until it is final."""
    owed = year_to_declare()
    if owed is None:
        return []
    year, due = owed
    begun = ActivityStatement.objects.visible_to(user).defer("content").filter(ends_on__year=year).first()
    when = "en retard, la date légale était le" if timezone.localdate() > due else "à arrêter et déclarer avant le"
    address, action = (begun.get_absolute_url(), "Compléter") if begun else (reverse("training:statements"), "Préparer")
    return [Todo(f"BPF {year} : {when} {fr_date(due)}", address, action)]
