"""Whether a search gives what its question wants, early enough."""

from resources.domain.search import Asked, Found, search
from resources.models import Audience, Theme

from .search_questions import Question


def answered(question: Question, *, first: int) -> bool:
    """Whether what the question wants is among the `first` resources that a member finds."""
    found = search(Asked(question.text), step=Audience.MEMBERS).found[:first]
    return any(_is_wanted(one, question) for one in found)


def _is_wanted(one: Found, question: Question) -> bool:
    if question.theme:
        return Theme.objects.get(name=question.theme).pk in one.themes
    return one.title.startswith(question.titles)
