"""What waits in training: for its team, its trainers and the structures."""

from django.db.models import Count, Sum
from django.urls import reverse

from config.todo import Todo
from config.waiting.training_papers import papers_todo
from config.waiting.training_quality import quality_todo
from config.waiting.training_sessions import sessions_todo
from config.waiting.training_statements import statements_todo
from members.models import User
from training.models import CourseInterest


def training_todo(user: User) -> list[Todo]:
    """What waits in training, the most pressing first."""
    return (
        sessions_todo(user) + papers_todo(user) + statements_todo(user) + interests_to_answer(user) + quality_todo(user)
    )


def interests_to_answer(user: User) -> list[Todo]:
    """For the training team: people who would follow a course where no session is planned."""
    if not user.has_perm("training.run_training"):
        return []
    waiting = CourseInterest.objects.visible_to(user).waiting().aggregate(requests=Count("pk"), people=Sum("people"))
    if not waiting["requests"]:
        return []
    text = f"Demandes de formation sans session : {waiting['requests']}, pour {waiting['people']} personnes"
    return [Todo(text, reverse("training:interests"), "Voir")]
