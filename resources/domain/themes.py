"""The tree of themes, read whole: there are some dozens of them."""

from dataclasses import dataclass, field

from resources.models import Theme


@dataclass
class Branch:
    """A theme, the themes within it, and how deep it stands (0 for the widest)."""

    theme: Theme
    depth: int = 0
    children: list["Branch"] = field(default_factory=list)


def theme_tree() -> list[Branch]:
    """The widest themes in order, each with those within it; one query."""
    branches = {theme.pk: Branch(theme) for theme in Theme.objects.order_by("position", "name")}
    roots = []
    for branch in branches.values():
        parent = branches.get(branch.theme.parent_id)
        (parent.children if parent else roots).append(branch)
    _deepen(roots, 0)
    return roots


def _deepen(branches: list[Branch], depth: int) -> None:
    for branch in branches:
        branch.depth = depth
        _deepen(branch.children, depth + 1)


def flattened(branches: list[Branch]) -> list[Branch]:
    """Every branch, each before those within it."""
    return [one for branch in branches for one in (branch, *flattened(branch.children))]


def lineage(branches: list[Branch], number: int) -> list[Branch]:
    """A theme and those that hold it, the widest first; empty for an unknown number."""
    for branch in branches:
        if branch.theme.pk == number:
            return [branch]
        below = lineage(branch.children, number)
        if below:
            return [branch, *below]
    return []


def within(theme: Theme) -> list[int]:
    """The numbers of a theme and of those within it, at any depth."""
    below = lineage(theme_tree(), theme.pk)
    return [branch.theme.pk for branch in flattened(below[-1:])]
