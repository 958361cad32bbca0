"""How the staff admin looks, and its menu."""

from django.templatetags.static import static
from django.urls import reverse_lazy


def _entry(title: str, icon: str, address: str) -> dict:
    return {"title": title, "icon": icon, "link": reverse_lazy(address)}


ADMIN_THEME = {
    "SITE_SUBHEADER": "Administration du réseau",
    "SITE_URL": reverse_lazy("home"),
    "SITE_ICON": lambda request: static("portal/logo.svg"),
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("portal/favicon.svg")},
    ],
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": True,
    "SIDEBAR": {
        "show_search": True,
        "navigation": [
            {
                "title": "Réseau",
                "items": [
                    _entry("Structures", "apartment", "admin:members_organisation_changelist"),
                    _entry("Adhésions", "card_membership", "admin:members_membership_changelist"),
                    _entry("Données de l'année", "groups", "admin:members_yearlyreturn_changelist"),
                    _entry("Ateliers et chantiers", "construction", "admin:members_aci_changelist"),
                    _entry("Conventions", "contract", "admin:members_aciconvention_changelist"),
                    _entry("Successions", "move_up", "admin:members_succession_changelist"),
                    _entry("Assemblées générales", "how_to_vote", "members:meetings"),
                    _entry("Collèges", "groups_3", "admin:members_college_changelist"),
                    _entry("Contacts", "contacts", "admin:members_contact_changelist"),
                    _entry("Corrections demandées", "edit_note", "members:correction_queue"),
                    _entry("Qualité des données", "fact_check", "members:quality"),
                    _entry("Doublons", "content_copy", "members:duplicates"),
                    _entry("Messages groupés", "outgoing_mail", "members:bulk_mails"),
                    _entry("Labels", "verified", "admin:members_label_changelist"),
                    _entry("Importer un classeur", "upload_file", "members:imports"),
                ],
            },
            {
                "title": "Centre de ressources",
                "items": [
                    _entry("À traiter", "inbox", "resources:queue"),
                    _entry("Ressources", "library_books", "admin:resources_resource_changelist"),
                    _entry("Thèmes", "account_tree", "admin:resources_theme_changelist"),
                    _entry("Organismes auteurs", "edit_document", "admin:resources_authorbody_changelist"),
                    _entry("Collections", "collections_bookmark", "admin:resources_collection_changelist"),
                    _entry("Synonymes et sigles", "match_word", "admin:resources_synonymgroup_changelist"),
                    _entry("Recherches faites", "search", "admin:resources_searchuse_changelist"),
                    _entry("Avis des lecteurs", "reviews", "admin:resources_feedback_changelist"),
                    _entry("Demandes d'accès", "lock_open", "admin:resources_accessrequest_changelist"),
                ],
            },
            {
                "title": "Certification",
                "items": [
                    _entry("Certifications", "workspace_premium", "admin:certification_certification_changelist"),
                    _entry("Référentiels", "list_alt", "admin:certification_referential_changelist"),
                    _entry("Blocs de compétences", "grid_view", "admin:certification_skillblock_changelist"),
                    _entry("Registres tenus", "event_available", "admin:certification_followedrecord_changelist"),
                    _entry("Agréments", "approval", "certification:accreditations"),
                ],
            },
            {
                "title": "Pilotage",
                "items": [
                    _entry("Rapports d'activité", "menu_book", "admin:reporting_annualreport_changelist"),
                    _entry("Éditions", "picture_as_pdf", "admin:reporting_reportedition_changelist"),
                    _entry("Chiffres déclarés", "edit_note", "admin:reporting_statedfigure_changelist"),
                ],
            },
            {
                "title": "Territoires et personnes",
                "items": [
                    _entry("Associations régionales", "map", "admin:members_regionalassociation_changelist"),
                    _entry("Départements", "location_on", "admin:members_department_changelist"),
                    _entry("Communes", "location_city", "admin:members_commune_changelist"),
                    _entry("Comptes", "person", "admin:members_user_changelist"),
                    _entry("Qui voit et fait quoi", "shield_person", "rights"),
                ],
            },
        ],
    },
    "COLORS": {
        "primary": {
            "50": "251 241 237",
            "100": "246 224 216",
            "200": "237 194 179",
            "300": "226 158 135",
            "400": "210 113 82",
            "500": "190 80 46",
            "600": "166 61 32",
            "700": "138 50 27",
            "800": "113 44 26",
            "900": "94 40 26",
            "950": "52 18 11",
        }
    },
}
