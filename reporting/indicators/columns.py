"""How the records of a model are listed: their columns, and the organisation to which a row leads."""

from django.db.models import Model

from members.models.base import Unaccented


class Columns(dict):
    """French headers and the paths of their values; `link` is the path of an organisation's number; rows
    come in the order of the first column."""

    def __init__(self, link: str, paths: dict[str, str]):
        super().__init__(paths)
        self.link = link
        self.order = [Unaccented(next(iter(paths.values()))), "pk"]


_columns: dict[type[Model], Columns] = {}


def record_columns(model: type[Model], *, link: str, columns: dict[str, str]) -> None:
    """Declare, in an app's `indicators.py`, how the records of `model` are listed."""
    _columns[model] = Columns(link, columns)


def columns_of(model: type[Model]) -> Columns:
    """The columns declared for `model`; raises KeyError where none are."""
    return _columns[model]
