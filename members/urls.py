"""Addresses of the directory, of the people of organisations, and of imports."""

from django.urls import path, re_path

from members.views import (
    bulk_mail,
    corrections,
    directory,
    duplicates,
    imports,
    my_mails,
    organisation,
    people,
    quality,
)

app_name = "members"

urlpatterns = [
    path("annuaire/", directory.directory, name="directory"),
    path("annuaire/carte/", directory.directory_map, name="directory_map"),
    re_path(r"^annuaire/export\.(?P<fmt>csv|xlsx)$", directory.directory_export, name="directory_export"),
    path("annuaire/<int:pk>/", organisation.organisation, name="organisation"),
    path("ma-structure/", people.my_organisation, name="my_organisation"),
    path("ma-structure/<int:pk>/personnes/", people.people, name="people"),
    path("ma-structure/<int:pk>/personnes/<int:contact>/", people.colleague, name="colleague"),
    path("ma-structure/<int:pk>/corrections/", corrections.corrections, name="corrections"),
    path("corrections/", corrections.correction_queue, name="correction_queue"),
    path("corrections/<int:pk>/", corrections.decide_correction, name="decide_correction"),
    path("recherches/", bulk_mail.save_search, name="save_search"),
    path("recherches/<int:pk>/oublier/", bulk_mail.forget, name="forget_search"),
    path("messages-groupes/", bulk_mail.bulk_mails, name="bulk_mails"),
    path("messages-groupes/nouveau/", bulk_mail.write, name="write_bulk_mail"),
    path("messages-groupes/<int:pk>/", bulk_mail.one, name="bulk_mail"),
    re_path(r"^messages-groupes/(?P<pk>\d+)/envois\.(?P<fmt>csv|xlsx)$", bulk_mail.export, name="bulk_mail_export"),
    path("qualite/", quality.quality, name="quality"),
    path("doublons/", duplicates.duplicates, name="duplicates"),
    path("doublons/<int:kept>/<int:source>/", duplicates.compare, name="compare"),
    path("doublons/fusions/<int:pk>/defaire/", duplicates.undo_merge, name="undo_merge"),
    path("mes-messages/", my_mails.my_mails, name="my_mails"),
    path("mes-messages/arret/<str:token>/", my_mails.stop_mails, name="stop_mails"),
    path("imports/", imports.imports, name="imports"),
    path("imports/modele.xlsx", imports.import_template, name="import_template"),
    path("imports/<int:pk>/", imports.import_preview, name="import_preview"),
    path("imports/<int:pk>/refus.xlsx", imports.import_rejects, name="import_rejects"),
]
