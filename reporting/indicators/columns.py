"""How the records of a model are listed: their columns, their order, and the page to which a row leads."""

from collections.abc import Iterable, Sequence
from functools import cache

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.urls import reverse

from members.models.base import Unaccented


class Columns:
    """French headers and the paths of their values; `link` is the path of the number of the `page` to which a row
    leads, None where it leads to none. Rows come by the text of the first column, unless `order` says otherwise."""

    def __init__(self, link: str | None, paths: dict[str, str], *, page: str, order: Sequence = ()):
        self.link, self.paths, self.page = link, paths, page
        self.order = list(order) or [Unaccented(next(iter(paths.values()))), "pk"]

    def address(self, number: int) -> str:
        """The page of a row, if it has one."""
        return reverse(self.page, args=[number]) if self.link else ""

    def in_words(self, model: type[Model], row: Iterable) -> list:
        """The values of a row, those of a field with choices by their labels."""
        return [
            labels.get(value, value) if labels else value
            for labels, value in zip(_labels(model, tuple(self.paths.values())), row, strict=False)
        ]


@cache
def _labels(model: type[Model], paths: tuple[str, ...]) -> list[dict]:
    """For each path, the labels of the choices of its field; a sum that the records are annotated with has none."""
    return [_choices(model, path) for path in paths]


def _choices(model: type[Model], path: str) -> dict:
    *relations, name = path.split("__")
    for relation in relations:
        model = model._meta.get_field(relation).related_model
    try:
        return dict(model._meta.get_field(name).flatchoices)
    except FieldDoesNotExist:
        return {}


_columns: dict[type[Model], Columns] = {}


def record_columns(
    model: type[Model],
    *,
    link: str | None,
    columns: dict[str, str],
    page: str = "members:organisation",
    order: Sequence = (),
) -> None:
    """Declare, in an app's `indicators.py`, how the records of `model` are listed."""
    _columns[model] = Columns(link, columns, page=page, order=order)


def columns_of(model: type[Model]) -> Columns:
    """The columns declared for `model`; raises KeyError where none are."""
    return _columns[model]
