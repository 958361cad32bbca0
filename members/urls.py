"""Addresses of the directory and of imports."""

from django.urls import path, re_path

from members.views import directory, imports, organisation, publication, succession

app_name = "members"

urlpatterns = [
    path("annuaire/", directory.directory, name="directory"),
    path("annuaire/carte/", directory.directory_map, name="directory_map"),
    re_path(r"^annuaire/export\.(?P<fmt>csv|xlsx)$", directory.directory_export, name="directory_export"),
    path("annuaire/<int:pk>/", organisation.organisation, name="organisation"),
    path("annuaire/<int:pk>/publication/", publication.publication, name="publication"),
    path("annuaire/<int:pk>.vcf", publication.organisation_vcard, name="organisation_vcard"),
    path("annuaire/<int:pk>/contacts/<int:contact>.vcf", publication.contact_vcard, name="contact_vcard"),
    path("annuaire/<int:pk>/succession/", succession.prepare, name="succession"),
    path("annuaire/<int:pk>/siret/", succession.change_siret, name="change_siret"),
    path("successions/<int:pk>/annuler/", succession.undo, name="undo_succession"),
    path("imports/", imports.imports, name="imports"),
    path("imports/modele.xlsx", imports.import_template, name="import_template"),
    path("imports/<int:pk>/", imports.import_preview, name="import_preview"),
    path("imports/<int:pk>/refus.xlsx", imports.import_rejects, name="import_rejects"),
]
