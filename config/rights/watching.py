"""Rights on what is watched over in certification."""

from config.rights.table import LOGGED_IN, F, L, UrlRight, Y

FOLLOWED = (L, F, F, F, F, F, Y, Y, Y)

URLS = [
    UrlRight("certification:home", "Entrer dans la certification", LOGGED_IN),
    UrlRight("certification:watching", "Suivre les taux, les structures sans jury et les actions en retard", FOLLOWED),
    UrlRight("certification:watching_export", "Exporter les structures sans jury", FOLLOWED, {"fmt": "csv"}),
]

DATA = []
