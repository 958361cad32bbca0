"""Addresses of the directory, of imports and of general meetings."""

from django.urls import path, re_path

from members.views import directory, imports, meeting_desk, meeting_papers, meeting_votes, meetings, organisation

app_name = "members"

urlpatterns = [
    path("annuaire/", directory.directory, name="directory"),
    path("annuaire/carte/", directory.directory_map, name="directory_map"),
    re_path(r"^annuaire/export\.(?P<fmt>csv|xlsx)$", directory.directory_export, name="directory_export"),
    path("annuaire/<int:pk>/", organisation.organisation, name="organisation"),
    path("imports/", imports.imports, name="imports"),
    path("imports/modele.xlsx", imports.import_template, name="import_template"),
    path("imports/<int:pk>/", imports.import_preview, name="import_preview"),
    path("imports/<int:pk>/refus.xlsx", imports.import_rejects, name="import_rejects"),
    path("assemblees/", meetings.meetings, name="meetings"),
    path("assemblees/nouvelle/", meetings.new_meeting, name="new_meeting"),
    path("assemblees/<int:pk>/", meetings.meeting, name="meeting"),
    path("assemblees/<int:pk>/modifier/", meetings.edit_meeting, name="edit_meeting"),
    path("assemblees/<int:pk>/etape/", meetings.move_meeting, name="move_meeting"),
    path("assemblees/<int:pk>/quorum/", meetings.meeting_quorum, name="meeting_quorum"),
    path("assemblees/<int:pk>/accueil/", meeting_desk.desk, name="meeting_desk"),
    path("assemblees/<int:pk>/votes/", meeting_votes.votes, name="meeting_votes"),
    path("assemblees/<int:pk>/emargement/", meeting_papers.attendance_sheet, name="attendance_sheet"),
    path("assemblees/<int:pk>/resultats.pdf", meeting_papers.results_sheet, name="results_sheet"),
    re_path(r"^assemblees/(?P<pk>\d+)/liste\.(?P<fmt>csv|xlsx)$", meeting_papers.roll_export, name="roll_export"),
    path("assemblees/inscrits/<int:pk>/presence/", meeting_desk.presence, name="entry_presence"),
    path("assemblees/inscrits/<int:pk>/pouvoir/", meeting_desk.entry_proxy, name="entry_proxy"),
    path("assemblees/pouvoirs/<int:pk>/reprendre/", meeting_desk.take_back, name="take_back_proxy"),
    path("assemblees/resolutions/<int:pk>/resultat/", meeting_votes.resolution_result, name="resolution_result"),
]
