"""Search in the resource centre: French words, accents set aside, synonyms, typing mistakes, within what one may read."""

from .passages import marked
from .results import PER_PAGE, Asked, Found, Results, near_titles, search
from .synonyms import synonyms_changed
from .words import tidy

__all__ = ["PER_PAGE", "Asked", "Found", "Results", "marked", "near_titles", "search", "synonyms_changed", "tidy"]
