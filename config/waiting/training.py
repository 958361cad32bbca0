"""What waits in training: for its team, its trainers and the structures."""

from config.todo import Todo
from config.waiting.training_papers import papers_todo
from config.waiting.training_sessions import sessions_todo
from members.models import User


def training_todo(user: User) -> list[Todo]:
    """What waits in training, the most pressing first."""
    return sessions_todo(user) + papers_todo(user)
