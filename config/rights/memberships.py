"""Rights on memberships: renewing and joining, campaigns and their calls, scales."""

from config.rights.table import (
    ALL,
    EVERYBODY,
    FOLLOWERS,
    FOR_FOLLOWERS,
    LOGGED_IN,
    NATIONAL,
    NETWORK,
    NONE,
    OF_FOLLOWERS,
    OWN_AND_REGION,
    REGION,
    STAFF_ALONE,
    DataRight,
    F,
    L,
    UrlRight,
    Y,
    written_by_staff,
)

EXAMINERS = (L, F, F, F, Y, F, F, Y, Y)

URLS = [
    UrlRight("members:my_memberships", "Voir les adhésions de ses structures", LOGGED_IN),
    UrlRight("members:renewal", "Renouveler l'adhésion d'une autre structure", STAFF_ALONE, {"pk": "call"}),
    UrlRight("members:renewal_organisation", "Vérifier sa fiche", STAFF_ALONE, {"pk": "call"}),
    UrlRight("members:renewal_figures", "Déclarer ses données", STAFF_ALONE, {"pk": "call"}),
    UrlRight("members:renewal_payment", "Choisir son paiement", STAFF_ALONE, {"pk": "call"}),
    UrlRight("members:renewal_confirm", "Confirmer son adhésion", STAFF_ALONE, {"pk": "call"}),
    UrlRight("members:certificate", "Prendre l'attestation d'une autre structure", OF_FOLLOWERS, {"pk": "call"}),
    UrlRight("members:certificate_check", "Vérifier une attestation", EVERYBODY, {"token": "certificate"}),
    UrlRight("members:apply", "Demander à rejoindre le réseau", EVERYBODY),
    UrlRight("members:applied", "Savoir comment confirmer sa demande", EVERYBODY),
    UrlRight("members:application_confirm", "Confirmer sa demande", EVERYBODY, {"token": "application_token"}),
    UrlRight("members:applications", "Lire les demandes d'adhésion", EXAMINERS),
    UrlRight("members:application", "Lire une demande de sa région", EXAMINERS, {"pk": "application"}),
    UrlRight(
        "members:application_opinion",
        "Donner un avis sur une demande de sa région",
        EXAMINERS,
        {"pk": "application"},
        method="post",
    ),
    UrlRight("members:application_decide", "Décider d'une demande", NATIONAL, {"pk": "application"}, method="post"),
    UrlRight("members:campaigns", "Voir les campagnes d'adhésion", FOLLOWERS),
    UrlRight("members:campaign_new", "Préparer une campagne", NATIONAL),
    UrlRight("members:campaign", "Suivre une campagne ouverte", FOLLOWERS, {"year": "campaign"}),
    UrlRight("members:campaign_edit", "Modifier une campagne", NATIONAL, {"year": "campaign"}),
    UrlRight("members:campaign_open", "Ouvrir une campagne", NATIONAL, {"year": "campaign"}, method="post"),
    UrlRight("members:campaign_close", "Clore une campagne", NATIONAL, {"year": "campaign"}, method="post"),
    UrlRight("members:fee_calls", "Voir les appels de cotisation", FOLLOWERS, {"year": "campaign"}),
    UrlRight("members:fee_calls_export", "Exporter les appels", FOLLOWERS, {"year": "campaign", "fmt": "csv"}),
    UrlRight("members:fee_calls_papers", "Demander les appels en PDF", NATIONAL, {"year": "campaign"}, method="post"),
    UrlRight("members:fee_calls_mail", "Envoyer les appels", NATIONAL, {"year": "campaign"}, method="post"),
    UrlRight("members:fee_call", "Voir un appel de sa région", FOLLOWERS, {"pk": "call"}),
    UrlRight("members:fee_call_paper", "Prendre l'appel d'une autre structure", OF_FOLLOWERS, {"pk": "call"}),
    UrlRight(
        "members:fee_call_act",
        "Dispenser, rouvrir, terminer une adhésion",
        NATIONAL,
        {"pk": "call", "act": "dispenser"},
        method="post",
    ),
    UrlRight("members:mail_again", "Renvoyer un message refusé", NATIONAL, {"pk": "mail"}, method="post"),
    UrlRight("members:scales", "Voir les barèmes", FOLLOWERS),
    UrlRight("members:scale_new", "Préparer un barème", NATIONAL),
    UrlRight("members:scale", "Voir un barème adopté", FOLLOWERS, {"pk": "scale"}),
    UrlRight("members:scale_edit", "Modifier un barème", NATIONAL, {"pk": "scale"}),
    UrlRight("members:scale_trial", "Essayer un barème", FOLLOWERS, {"pk": "scale"}),
    UrlRight("members:scale_trial_export", "Exporter un essai", FOLLOWERS, {"pk": "scale", "fmt": "csv"}),
    UrlRight("members:scale_adopt", "Adopter un barème", NATIONAL, {"pk": "scale"}, method="post"),
    UrlRight("members:scale_copy", "Copier un barème", NATIONAL, {"pk": "scale"}, method="post"),
]

DATA = [
    DataRight("members.Membership", "Adhésions", NETWORK),
    DataRight("members.FeeScale", "Barèmes adoptés", FOR_FOLLOWERS),
    DataRight("members.FeeBracket", "Tranches de ces barèmes", FOR_FOLLOWERS),
    DataRight("members.FeeShare", "Parts des régions", FOR_FOLLOWERS),
    DataRight("members.MembershipCampaign", "Campagnes ouvertes", FOR_FOLLOWERS),
    DataRight("members.FeeCall", "Appels de cotisation", OWN_AND_REGION),
    DataRight(
        "members.MembershipApplication", "Demandes d'adhésion", (NONE, NONE, NONE, NONE, REGION, NONE, NONE, ALL, ALL)
    ),
    DataRight("members.Certificate", "Attestations", OWN_AND_REGION),
]

RECORDS = [
    written_by_staff("members.Membership", "Adhésions"),
]
