"""Rights on the resource centre."""

from config.rights.table import (
    ADMINS,
    ALL,
    EVERYBODY,
    FOLLOWERS,
    LOGGED_IN,
    NATIONAL,
    NETWORK,
    NETWORK_READS,
    NOBODY,
    NONE,
    NOWHERE,
    OF_NETWORK,
    STAFF,
    STAFF_ALONE,
    STAFF_ONLY,
    DataRight,
    F,
    H,
    L,
    RecordRight,
    UrlRight,
    Y,
    read_only,
    written_by_staff,
)

FILE = (L, H, F, Y, Y, Y, Y, Y, Y)
FOR_MEMBERS = (NONE, NONE, NONE, *(ALL,) * 6)

URLS = [
    UrlRight("resources:search", "Chercher des ressources", EVERYBODY),
    UrlRight("resources:export", "Exporter une liste de ressources", EVERYBODY, {"fmt": "csv"}),
    UrlRight("resources:note_search", "Compter une recherche", EVERYBODY, method="post"),
    UrlRight("resources:feed", "Suivre les nouveautés publiques par RSS", EVERYBODY),
    UrlRight("resources:themes", "Parcourir les thèmes", EVERYBODY),
    UrlRight("resources:theme", "Voir un thème", EVERYBODY, {"slug": "theme"}),
    UrlRight("resources:theme_feed", "Suivre un thème par RSS", EVERYBODY, {"slug": "theme"}),
    UrlRight("resources:follow_theme", "Suivre un thème par mail", LOGGED_IN, {"slug": "theme"}, method="post"),
    UrlRight("resources:unsubscribe", "Arrêter un message par son lien", EVERYBODY, {"token": "token"}),
    UrlRight("resources:tools", "Voir les outils et les offres", EVERYBODY),
    UrlRight("resources:collections", "Voir les collections", EVERYBODY),
    UrlRight("resources:collection", "Voir une collection du réseau", OF_NETWORK, {"slug": "collection"}),
    UrlRight("resources:mine", "Retrouver ses ressources", LOGGED_IN),
    UrlRight("resources:propose", "Proposer une ressource", (L, F, F, Y, Y, F, F, Y, Y)),
    UrlRight("resources:queue", "Traiter ce qui attend", NATIONAL),
    UrlRight("resources:decide_access", "Répondre à une demande d'accès", NATIONAL, {"pk": "access"}, method="post"),
    UrlRight("resources:dashboard", "Lire l'usage des ressources", FOLLOWERS),
    UrlRight("resources:dashboard_export", "Exporter cet usage", FOLLOWERS, {"fmt": "csv"}),
    UrlRight("resources:resource", "Voir la notice d'une ressource du réseau", OF_NETWORK, {"pk": "resource"}),
    UrlRight("resources:favourite", "La garder en favori", OF_NETWORK, {"pk": "resource"}, method="post"),
    UrlRight("resources:feedback", "Donner son avis", OF_NETWORK, {"pk": "resource"}, method="post"),
    UrlRight("resources:ask_access", "Demander l'accès à ses fichiers", OF_NETWORK, {"pk": "resource"}, method="post"),
    UrlRight("resources:download", "Prendre un fichier réservé aux adhérents", FILE, {"pk": "file"}),
    UrlRight("resources:preview", "Voir une page de ce fichier", FILE, {"pk": "file", "page": 0}),
    UrlRight("resources:follow_link", "Ouvrir un lien réservé aux adhérents", FILE, {"pk": "link"}),
    UrlRight("resources:edit", "Modifier une ressource publiée", NETWORK_READS, {"pk": "resource"}),
    UrlRight("resources:new_version", "Préparer une nouvelle version", NETWORK_READS, {"pk": "resource"}),
    UrlRight("resources:move", "Changer l'état d'une ressource", NETWORK_READS, {"pk": "resource"}, method="post"),
    UrlRight("resources:add_file", "Ajouter un fichier à un brouillon", STAFF_ALONE, {"pk": "draft_resource"}),
    UrlRight(
        "resources:add_link", "Ajouter un lien à un brouillon", STAFF_ALONE, {"pk": "draft_resource"}, method="post"
    ),
    UrlRight(
        "resources:remove_file", "Retirer un fichier d'un brouillon", STAFF_ALONE, {"pk": "draft_file"}, method="post"
    ),
    UrlRight(
        "resources:remove_link", "Retirer un lien d'un brouillon", STAFF_ALONE, {"pk": "draft_link"}, method="post"
    ),
]

DATA = [
    DataRight("resources.Resource", "Notices de ressources (pour adhérents et sympathisants)", NETWORK),
    DataRight("resources.Version", "Versions publiées de ces ressources", NETWORK),
    DataRight("resources.VersionFile", "Leurs fichiers (pour adhérents)", FOR_MEMBERS),
    DataRight("resources.VersionLink", "Leurs liens (pour adhérents)", FOR_MEMBERS),
    DataRight("resources.Collection", "Collections", NETWORK),
    DataRight("resources.SearchEntry", "Résultats de recherche", NETWORK),
    DataRight("resources.Publication", "Dates de publication", NETWORK),
    DataRight("resources.DayUse", "Usage des ressources, par jour", NETWORK),
    DataRight("resources.MonthUse", "Usage des ressources, par mois", NETWORK),
    DataRight("resources.ActiveReader", "Utilisateurs actifs, sans nom", NETWORK),
    DataRight("resources.DownloadEvent", "Téléchargements, avec le nom", STAFF_ONLY),
    DataRight("resources.ResourceReader", "Lecteurs d'une ressource", STAFF_ONLY),
    DataRight("resources.SearchUse", "Recherches faites", STAFF_ONLY),
    DataRight("resources.SynonymGroup", "Synonymes", STAFF_ONLY),
    DataRight("resources.Feedback", "Avis d'autres lecteurs", STAFF_ONLY),
    DataRight("resources.AccessRequest", "Demandes d'accès d'autres personnes", STAFF_ONLY),
    DataRight("resources.Favourite", "Favoris d'autres personnes", NOWHERE),
    DataRight("resources.ThemeFollow", "Thèmes suivis par d'autres", NOWHERE),
    DataRight("resources.Mailing", "Messages à d'autres personnes", NOWHERE),
]

RECORDS = [
    written_by_staff("resources.Theme", "Thèmes"),
    written_by_staff("resources.AuthorBody", "Organismes auteurs"),
    written_by_staff("resources.Collection", "Collections"),
    written_by_staff("resources.SynonymGroup", "Synonymes et sigles"),
    RecordRight("resources.Resource", "Ressources (proposées dans le portail)", NOBODY, STAFF, ADMINS),
    read_only("resources.SearchUse", "Recherches faites"),
    read_only("resources.Feedback", "Avis sur les ressources"),
    read_only("resources.AccessRequest", "Demandes d'accès"),
]
