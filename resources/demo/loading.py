"""The order in which the demonstration is written."""

from django.db import transaction

from members.domain.statistics import take_statistics
from resources.domain.index import index_resources

from .catalogue import read_catalogue
from .collections import load_collections
from .dates import Calendar
from .files import Making
from .multiplying import multiply
from .notices import Notices
from .people import load_people
from .reading import load_reading
from .synonyms import load_synonyms
from .use import load_use


@transaction.atomic
def load(year: int, scale: int) -> None:
    """The whole centre; files are made while notices are written."""
    calendar = Calendar(year, scale)
    take_statistics()
    load_people(calendar.launch)
    notices = Notices(read_catalogue(), calendar)
    with Making(notices.wanted()) as making:
        notices.write()
        notices.give_files(making.store())
    if scale > 1:
        multiply(scale)
    load_collections()
    load_synonyms()
    take_statistics()
    load_use(calendar)
    load_reading(calendar)
    take_statistics()
    index_resources()
