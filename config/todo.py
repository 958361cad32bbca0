"""One thing to do, as desks show it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Todo:
    """One thing to do, in a sentence, and where to do it."""

    text: str
    url: str
    action: str
