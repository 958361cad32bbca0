"""Rights on the catalogue."""

from config.rights.table import LOGGED_IN, UrlRight

URLS = [UrlRight("training:home", "Voir les pages de formation que l'on peut ouvrir", LOGGED_IN)]

DATA = []
