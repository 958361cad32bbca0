"""Addresses of the yearly statement."""

from django.urls import path, re_path

from training.views import statement_gaps, statement_records, statements

CELL = r"^bpf/(?P<pk>[0-9]{1,9})/cadres/(?P<frame>c|e|f1|f2|f3|f4|g)/(?P<part>[0-9a-z]{1,8}|-)"

urlpatterns = [
    path("bpf/", statements.statements, name="statements"),
    path("bpf/preparer/", statements.statement_new, name="statement_new"),
    path("bpf/<int:pk>/", statements.statement, name="statement"),
    path("bpf/<int:pk>/saisir/", statements.statement_enter, name="statement_enter"),
    path("bpf/<int:pk>/etape/", statements.statement_step, name="statement_step"),
    path("bpf/<int:pk>/bilan.pdf", statements.statement_pdf, name="statement_pdf"),
    path("bpf/<int:pk>/bilan.xlsx", statements.statement_xlsx, name="statement_xlsx"),
    path("bpf/<int:pk>/completer/", statement_gaps.statement_gaps, name="statement_gaps"),
    re_path(CELL + r"/$", statement_records.statement_records, name="statement_records"),
    re_path(
        CELL + r"/export\.(?P<fmt>csv|xlsx)$", statement_records.statement_records_export,
        name="statement_records_export",
    ),
]  # fmt: skip
