"""Rights on the pages that belong to no trade."""

from config.rights.table import (
    EVERYBODY,
    NATIONAL,
    L,
    UrlRight,
    Y,
)

URLS = [
    UrlRight("home", "Voir son accueil", EVERYBODY),
    UrlRight("health", "Savoir si le service marche", EVERYBODY),
    UrlRight("rights", "Lire le tableau des droits", NATIONAL),
    UrlRight("robots", "Lire les règles des robots", EVERYBODY),
    UrlRight("sitemap", "Lire le plan des pages publiques", EVERYBODY),
    UrlRight("admin:index", "Entrer dans l'administration", (L, L, L, L, L, L, L, Y, Y)),
]
