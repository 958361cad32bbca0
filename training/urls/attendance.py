"""Addresses of attendance."""

from django.urls import path, re_path

from training.views import attendance, signing

urlpatterns = [
    path("emargement/<str:token>/", signing.my_attendance, name="my_attendance"),
    path("emargement/<str:token>/<int:pk>/", signing.sign_mine, name="sign_mine"),
    path("emarger/<str:token>/", signing.sign_slot, name="sign_slot"),
    path("sessions/<int:pk>/presences/", attendance.attendance, name="attendance"),
    re_path(r"^sessions/(?P<pk>\d+)/presences/export\.(?P<fmt>csv|xlsx)$", attendance.attendance_export, name="attendance_export"),
    path("sessions/<int:pk>/feuille-vierge.pdf", attendance.blank_sheet, name="blank_sheet"),
    path("sessions/<int:pk>/feuille-emargement.pdf", attendance.signed_sheet, name="signed_sheet"),
    path("sessions/<int:pk>/feuilles/", attendance.sheet_add, name="sheet_add"),
    path("sessions/<int:pk>/terminer/", attendance.finish, name="finish"),
    path("sessions/<int:pk>/acquis/", attendance.assessment, name="assessment"),
    path("feuilles/<int:pk>/", attendance.sheet_file, name="sheet_file"),
    path("demi-journees/<int:pk>/", attendance.slot, name="slot"),
    path("demi-journees/<int:pk>/code/", attendance.slot_code, name="slot_code"),
    path("demi-journees/<int:pk>/signer/", attendance.slot_sign, name="slot_sign"),
    path("inscriptions/<int:pk>/abandon/", attendance.abandonment, name="abandonment"),
]  # fmt: skip
