"""What waits for a person, a module a trade; `certification_todo` gathers those of certification."""

from config.todo import Todo
from config.waiting.accreditations import accreditations_to_ask, accreditations_to_examine
from config.waiting.certificates import certificates_to_issue, deposits_due
from config.waiting.checks import checks_todo
from config.waiting.juries import (
    candidates_to_complete,
    juries_of_member,
    juries_to_answer,
    juries_to_follow,
    juries_to_prepare,
)
from members.models import User


def certification_todo(user: User) -> list[Todo]:
    """What waits in certification, the most pressing first: for its team, its officials and the structures."""
    todo = juries_of_member(user) + juries_to_follow(user) + juries_to_answer(user) + juries_to_prepare(user)
    todo += accreditations_to_ask(user) + accreditations_to_examine(user) + checks_todo(user)
    if user.managed_ids:
        todo += candidates_to_complete(user)
    if user.has_perm("certification.run_certification"):
        todo += certificates_to_issue(user) + deposits_due(user)
    return todo
