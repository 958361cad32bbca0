"""Addresses of the directory and of imports."""

from django.urls import path, re_path

from members.views import calls, campaigns, checking, directory, imports, organisation, renewal, scales

app_name = "members"

urlpatterns = [
    path("annuaire/", directory.directory, name="directory"),
    path("annuaire/carte/", directory.directory_map, name="directory_map"),
    re_path(r"^annuaire/export\.(?P<fmt>csv|xlsx)$", directory.directory_export, name="directory_export"),
    path("annuaire/<int:pk>/", organisation.organisation, name="organisation"),
    path("campagnes/", campaigns.campaigns, name="campaigns"),
    path("campagnes/nouvelle/", campaigns.campaign_new, name="campaign_new"),
    path("campagnes/<int:year>/", campaigns.campaign, name="campaign"),
    path("campagnes/<int:year>/modifier/", campaigns.campaign_edit, name="campaign_edit"),
    path("campagnes/<int:year>/ouvrir/", campaigns.campaign_open, name="campaign_open"),
    path("campagnes/<int:year>/clore/", campaigns.campaign_close, name="campaign_close"),
    path("campagnes/<int:year>/appels/", calls.fee_calls, name="fee_calls"),
    re_path(
        r"^campagnes/(?P<year>[0-9]+)/appels/export\.(?P<fmt>csv|xlsx)$",
        calls.fee_calls_export,
        name="fee_calls_export",
    ),
    path("campagnes/<int:year>/appels/documents/", calls.fee_calls_papers, name="fee_calls_papers"),
    path("campagnes/<int:year>/appels/messages/", calls.fee_calls_mail, name="fee_calls_mail"),
    path("appels/<int:pk>/", calls.fee_call, name="fee_call"),
    path("appels/<int:pk>/appel.pdf", calls.fee_call_paper, name="fee_call_paper"),
    re_path(
        r"^appels/(?P<pk>[0-9]+)/(?P<act>dispenser|demission|radier|rouvrir)/$", calls.fee_call_act, name="fee_call_act"
    ),
    path("messages/<int:pk>/renvoyer/", calls.mail_again, name="mail_again"),
    path("baremes/", scales.scales, name="scales"),
    path("baremes/nouveau/", scales.scale_new, name="scale_new"),
    path("baremes/<int:pk>/", scales.scale, name="scale"),
    path("baremes/<int:pk>/modifier/", scales.scale_edit, name="scale_edit"),
    path("baremes/<int:pk>/essai/", scales.scale_trial, name="scale_trial"),
    re_path(r"^baremes/(?P<pk>[0-9]+)/essai\.(?P<fmt>csv|xlsx)$", scales.scale_trial_export, name="scale_trial_export"),
    path("baremes/<int:pk>/adopter/", scales.scale_adopt, name="scale_adopt"),
    path("baremes/<int:pk>/copier/", scales.scale_copy, name="scale_copy"),
    path("adhesion/", renewal.my_memberships, name="my_memberships"),
    path("adhesion/<int:pk>/", renewal.renewal, name="renewal"),
    path("adhesion/<int:pk>/structure/", renewal.renewal_organisation, name="renewal_organisation"),
    path("adhesion/<int:pk>/donnees/", renewal.renewal_figures, name="renewal_figures"),
    path("adhesion/<int:pk>/paiement/", renewal.renewal_payment, name="renewal_payment"),
    path("adhesion/<int:pk>/confirmation/", renewal.renewal_confirm, name="renewal_confirm"),
    path("adhesion/<int:pk>/attestation.pdf", renewal.certificate, name="certificate"),
    path("attestation/<str:token>/", checking.certificate_check, name="certificate_check"),
    path("imports/", imports.imports, name="imports"),
    path("imports/modele.xlsx", imports.import_template, name="import_template"),
    path("imports/<int:pk>/", imports.import_preview, name="import_preview"),
    path("imports/<int:pk>/refus.xlsx", imports.import_rejects, name="import_rejects"),
]
