"""Addresses of papers, invoices and subcontracts."""

from django.urls import path, re_path

from training.views import invoices, papers, subcontracts

urlpatterns = [
    path("documents/", papers.documents, name="documents"),
    re_path(r"^documents/export\.(?P<fmt>csv|xlsx)$", papers.documents_export, name="documents_export"),
    path("documents/imprimer/", papers.documents_print, name="documents_print"),
    path("documents/<int:pk>/pdf/", papers.document, name="document"),
    path("documents/<int:pk>/signe/", papers.document_copy, name="document_copy"),
    path("documents/<int:pk>/geste/", papers.document_step, name="document_step"),
    path("documents/<int:pk>/signer/", papers.document_sign, name="document_sign"),
    path("documents/<int:pk>/exemplaire-signe/", papers.document_signed_copy, name="document_signed_copy"),
    path("reglement-interieur/", papers.house_rules, name="house_rules"),
    path("commandes/<int:pk>/documents/", papers.order_papers, name="order_papers"),
    path("commandes/<int:pk>/documents/faire/", papers.order_paper, name="order_paper"),
    path("commandes/<int:pk>/facturer/", invoices.order_invoice, name="order_invoice"),
    path("sessions/<int:pk>/documents/", papers.session_papers, name="session_papers"),
    path("signer/<str:token>/", papers.papers_by_link, name="papers_by_link"),
    path("signer/<str:token>/<int:pk>/pdf/", papers.paper_by_link, name="paper_by_link"),
    path("factures/", invoices.invoices, name="invoices"),
    re_path(r"^factures/export\.(?P<fmt>csv|xlsx)$", invoices.invoices_export, name="invoices_export"),
    path("factures/<int:pk>/", invoices.invoice, name="invoice"),
    path("factures/<int:pk>/pdf/", invoices.invoice_pdf, name="invoice_pdf"),
    path("factures/<int:pk>/avoir/", invoices.invoice_credit, name="invoice_credit"),
    path("factures/<int:pk>/reglement/", invoices.invoice_payment, name="invoice_payment"),
    path("reglements/<int:pk>/annuler/", invoices.payment_reverse, name="payment_reverse"),
    path("sous-traitants/", subcontracts.subcontractors, name="subcontractors"),
    re_path(r"^sous-traitants/export\.(?P<fmt>csv|xlsx)$", subcontracts.subcontractors_export, name="subcontractors_export"),
    path("sous-traitants/nouveau/", subcontracts.subcontractor_new, name="subcontractor_new"),
    path("sous-traitants/<int:pk>/", subcontracts.subcontractor, name="subcontractor"),
    path("sous-traitants/<int:pk>/modifier/", subcontracts.subcontractor_edit, name="subcontractor_edit"),
    path("sous-traitants/<int:pk>/contrat/", subcontracts.subcontract_new, name="subcontract_new"),
    path("contrats/<int:pk>/", subcontracts.subcontract, name="subcontract"),
    path("contrats/<int:pk>/modifier/", subcontracts.subcontract_edit, name="subcontract_edit"),
    path("contrats/<int:pk>/etape/", subcontracts.subcontract_step, name="subcontract_step"),
    path("contrats/<int:pk>/signe/", subcontracts.subcontract_copy, name="subcontract_copy"),
]  # fmt: skip
