"""What waits in quality of training: complaints, actions and pieces that are late."""

from django.urls import reverse
from django.utils import timezone

from config.todo import Todo
from members.models import User
from training.domain.quality.complaints import lateness, open_complaints
from training.models import Complaint, ImprovementAction, TrainerPiece


def quality_todo(user: User) -> list[Todo]:
    """For the training team: complaints that wait, actions past their day, pieces that are out of date or to be checked."""
    if not user.has_perm("training.run_training"):
        return []
    today = timezone.localdate()
    todo = []
    waiting = list(open_complaints(Complaint.objects.visible_to(user)))
    if waiting:
        late = sum(bool(lateness(one, today)) for one in waiting)
        words = f"Réclamations en cours : {len(waiting)}" + (f", dont {late} en retard" if late else "")
        todo.append(Todo(words, reverse("training:complaints"), "Répondre"))
    actions = ImprovementAction.objects.visible_to(user).filter(done_on=None, due_on__lt=today).count()
    if actions:
        todo.append(Todo(f"Actions d'amélioration en retard : {actions}", reverse("training:actions"), "Voir"))
    pieces = TrainerPiece.objects.visible_to(user).filter(trainer__active=True)
    expired, unchecked = pieces.filter(expires_on__lt=today).count(), pieces.filter(checked_on=None).count()
    if expired or unchecked:
        words = f"Dossiers de formateurs : {expired} pièces expirées, {unchecked} à vérifier"
        todo.append(Todo(words, reverse("training:trainers"), "Voir"))
    return todo
