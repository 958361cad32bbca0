"""What waits in training: for its team, its trainers and the structures."""

from django.db.models import Count, Sum
from django.urls import reverse

from config.todo import Todo
from members.models import User
from training.models import CourseInterest


def training_todo(user: User) -> list[Todo]:
    """What waits in training, the most pressing first."""
    todo = []
    if user.has_perm("training.run_training"):
        todo += interests_to_answer(user)
    return todo


def interests_to_answer(user: User) -> list[Todo]:
    """People who would follow a course where no session is planned."""
    waiting = CourseInterest.objects.visible_to(user).waiting().aggregate(requests=Count("pk"), people=Sum("people"))
    if not waiting["requests"]:
        return []
    text = f"Demandes de formation sans session : {waiting['requests']}, pour {waiting['people']} personnes"
    return [Todo(text, reverse("training:interests"), "Voir")]
