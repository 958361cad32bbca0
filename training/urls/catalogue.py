"""Addresses of the catalogue, and of the way into training."""

from django.urls import path, re_path

from training.views import catalogue, catalogue_feeds, course, courses, home, interests, session_page

urlpatterns = [
    path("", catalogue.catalogue, name="catalogue"),
    path("bureau/", home.home, name="home"),
    path("prochaines/", catalogue.coming, name="coming"),
    re_path(r"^prochaines/export\.(?P<fmt>csv|xlsx)$", catalogue.coming_export, name="coming_export"),
    path("carte/", catalogue.coming_map, name="coming_map"),
    path("catalogue.pdf", catalogue.catalogue_paper, name="catalogue_paper"),
    path("lheo.xml", catalogue_feeds.lheo, name="lheo"),
    path("agenda.ics", catalogue_feeds.agenda, name="agenda"),
    path("catalogue/<slug:slug>/", course.course, name="course"),
    path("catalogue/<slug:slug>/programme.pdf", course.course_programme, name="course_programme"),
    path("catalogue/<slug:slug>/versions/<int:number>/", course.course_version, name="course_version"),
    path(
        "catalogue/<slug:slug>/versions/<int:number>/programme.pdf", course.course_programme, name="version_programme"
    ),
    path("catalogue/<slug:slug>/interesse/", interests.interest, name="interest"),
    path("sessions/<int:pk>/agenda.ics", session_page.session_agenda, name="session_agenda"),
    path("programmes/", courses.courses, name="courses"),
    re_path(r"^programmes/export\.(?P<fmt>csv|xlsx)$", courses.courses_export, name="courses_export"),
    path("programmes/nouveau/", courses.course_new, name="course_new"),
    path("programmes/<int:pk>/", courses.course_desk, name="course_desk"),
    path("programmes/<int:pk>/modifier/", courses.course_edit, name="course_edit"),
    path("programmes/<int:pk>/programme/", courses.version_edit, name="version_edit"),
    path("programmes/<int:pk>/etape/", courses.course_step, name="course_step"),
    path("demandes/", interests.interests, name="interests"),
    re_path(r"^demandes/export\.(?P<fmt>csv|xlsx)$", interests.interests_export, name="interests_export"),
    path("demandes/proposer/", interests.interests_propose, name="interests_propose"),
    path("demandes/<int:pk>/retirer/", interests.interest_withdraw, name="interest_withdraw"),
    path("demandes/<int:pk>/repondre/", interests.interest_answer, name="interest_answer"),
]
