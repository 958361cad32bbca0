"""Rights on certificates, their register and their check."""

from config.rights.table import EVERYBODY, LOGGED_IN, NATIONAL, NONE, OWN, STAFF_ALONE, STAFF_ONLY, DataRight, UrlRight

CERTIFICATE = {"pk": "parchment"}
OWN_CANDIDATES = (NONE, NONE, OWN, OWN, *STAFF_ONLY[4:])

URLS = [
    UrlRight("verify", "Vérifier un certificat, sans connexion", EVERYBODY, {"token": "parchment_token"}),
    UrlRight("certification:register", "Chercher parmi les certificats que l'on voit", LOGGED_IN),
    UrlRight("certification:register_export", "Exporter cette liste", LOGGED_IN, {"fmt": "csv"}),
    UrlRight("certification:register_print", "Imprimer les certificats que l'on voit", LOGGED_IN, method="post"),
    UrlRight("certification:certificate", "Lire le certificat d'un autre", STAFF_ALONE, CERTIFICATE),
    UrlRight("certification:certificate_pdf", "Prendre un certificat en PDF", STAFF_ALONE, CERTIFICATE),
    UrlRight("certification:copy_pdf", "Prendre un duplicata en PDF", STAFF_ALONE, {"pk": "parchment_copy"}),
    UrlRight("certification:issue", "Délivrer des certificats (équipe certification)", NATIONAL),
    UrlRight("certification:certificate_copy", "Délivrer un duplicata", NATIONAL, CERTIFICATE, "post"),
    UrlRight("certification:certificate_revoke", "Révoquer un certificat", NATIONAL, CERTIFICATE, "post"),
]

DATA = [
    DataRight("certification.Certificate", "Certificats", OWN_CANDIDATES),
    DataRight("certification.CertificateCopy", "Duplicatas", OWN_CANDIDATES),
]
