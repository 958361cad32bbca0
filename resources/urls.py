"""Addresses of the resource centre."""

from django.urls import path, re_path

from resources.views import (
    dashboard,
    editing,
    examining,
    feeds,
    files,
    mine,
    moving,
    reader,
    resource,
    search,
    shelves,
    themes,
    uploads,
)

app_name = "resources"

urlpatterns = [
    path("ressources/", search.search, name="search"),
    re_path(r"^ressources/liste\.(?P<fmt>csv|xlsx)$", search.export, name="export"),
    path("ressources/recherche-faite/", search.note_search, name="note_search"),
    path("ressources/flux.xml", feeds.newest, name="feed"),
    path("ressources/themes/", themes.themes, name="themes"),
    path("ressources/themes/<slug:slug>/", themes.theme, name="theme"),
    path("ressources/themes/<slug:slug>/flux.xml", feeds.of_theme, name="theme_feed"),
    path("ressources/themes/<slug:slug>/suivre/", themes.follow, name="follow_theme"),
    path("ressources/desabonnement/<str:token>/", themes.unsubscribe, name="unsubscribe"),
    path("ressources/outils/", shelves.tools, name="tools"),
    path("ressources/collections/", shelves.collections, name="collections"),
    path("ressources/collections/<slug:slug>/", shelves.collection, name="collection"),
    path("ressources/les-miennes/", mine.mine, name="mine"),
    path("ressources/proposer/", editing.propose, name="propose"),
    path("ressources/a-traiter/", examining.queue, name="queue"),
    path("ressources/acces/<int:pk>/", examining.decide_access, name="decide_access"),
    path("ressources/tableau-de-bord/", dashboard.dashboard, name="dashboard"),
    re_path(r"^ressources/tableau-de-bord/export\.(?P<fmt>csv|xlsx)$", dashboard.export, name="dashboard_export"),
    path("ressources/<int:pk>/", resource.resource, name="resource"),
    path("ressources/<int:pk>/favori/", reader.favourite, name="favourite"),
    path("ressources/<int:pk>/avis/", reader.feedback, name="feedback"),
    path("ressources/<int:pk>/acces/", reader.ask_access, name="ask_access"),
    path("ressources/<int:pk>/modifier/", editing.edit, name="edit"),
    path("ressources/<int:pk>/version/", editing.new_version, name="new_version"),
    path("ressources/<int:pk>/etat/", moving.move, name="move"),
    path("ressources/<int:pk>/fichiers/", uploads.add_file, name="add_file"),
    path("ressources/<int:pk>/liens/", uploads.add_link, name="add_link"),
    path("ressources/fichiers/<int:pk>/retirer/", uploads.remove_file, name="remove_file"),
    path("ressources/liens/<int:pk>/retirer/", uploads.remove_link, name="remove_link"),
    path("ressources/fichiers/<int:pk>/", files.download, name="download"),
    path("ressources/fichiers/<int:pk>/apercu/<int:page>.webp", files.preview, name="preview"),
    path("ressources/liens/<int:pk>/", files.follow_link, name="follow_link"),
]
