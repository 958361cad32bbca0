"""What waits in the yearly statement, for the training team."""

from django.urls import reverse
from django.utils import timezone

from config.todo import Todo
from members.models import User
from reporting.french import fr_date
from training.domain.statement.year import year_to_declare
from training.models import ActivityStatement


def statements_todo(user: User) -> list[Todo]:
    """The statement of the last closed year, until it is final."""
    owed = year_to_declare() if user.has_perm("training.run_training") else None
    if owed is None:
        return []
    year, due = owed
    begun = ActivityStatement.objects.visible_to(user).defer("content").filter(ends_on__year=year).first()
    when = "en retard, la date légale était le" if timezone.localdate() > due else "à arrêter et déclarer avant le"
    address, action = (begun.get_absolute_url(), "Compléter") if begun else (reverse("training:statements"), "Préparer")
    return [Todo(f"BPF {year} : {when} {fr_date(due)}", address, action)]
