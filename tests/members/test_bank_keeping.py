"""Bank statements are kept once, without the account numbers of who pays."""

import pytest

from members.domain.bank.keeping import AlreadyImported, import_statement
from members.domain.bank.statement import UnreadableStatement
from members.models import BankLine, BankStatement, Issuer
from tests.factories import (
    UserFactory,
)
from tests.members.test_bank_reading import IBAN, camt, detail, entry
from tests.reporting.helpers import at_once

pytestmark = pytest.mark.django_db
State = BankLine.State


def csv(*rows: str) -> bytes:
    return ("Date;Libellé;Montant\n" + "\n".join(rows) + "\n").encode()


def test_a_statement_is_kept_with_its_lines_and_without_its_account_number():
    Issuer.objects.create(name="Réseau", iban=IBAN)
    by = UserFactory()
    statement = import_statement(camt(entry(details=detail()), closing="1300.00"), "mars.xml", by=by)
    assert (statement.account, statement.closing_balance, statement.notices) == ("FR76 •••• 0189", 1300, [])
    assert (statement.imported_by, statement.lines.get().amount) == (by, 300)
    assert not BankStatement.objects.filter(account_key__contains=IBAN[4:]).exists()


def test_a_file_brought_in_twice_is_refused_and_shows_the_first():
    content = csv("10/03/2026;X;5,00")
    first = import_statement(content, "a.csv", by=None)
    with pytest.raises(AlreadyImported, match="déjà été déposé") as refusal:
        import_statement(content, "b.csv", by=None)
    assert (refusal.value.statement, BankLine.objects.count()) == (first, 1)


def test_a_file_brought_in_twice_at_once_is_kept_once(committed):
    content = csv("10/03/2026;X;5,00")

    def bring():
        try:
            return import_statement(content, "a.csv", by=None)
        except AlreadyImported:
            return None

    assert len(list(filter(None, at_once(4, bring)))) == 1
    assert (BankStatement.objects.count(), BankLine.objects.count()) == (1, 1)


def test_statements_that_overlap_do_not_double_their_lines():
    import_statement(csv("10/03/2026;X;5,00", "10/03/2026;X;5,00", "11/03/2026;Y;7,00"), "a.csv", by=None)
    second = import_statement(csv("10/03/2026;X;5,00", "10/03/2026;X;5,00", "12/03/2026;Z;9,00"), "b.csv", by=None)
    assert (BankLine.objects.count(), second.known_lines, second.lines.get().label) == (4, 2, "Z")


def test_a_number_that_the_bank_uses_again_another_day_does_not_hide_a_line():
    import_statement(camt(entry(ref="0001")), "a.xml", by=None)
    second = import_statement(camt(entry(ref="0001")).replace(b"2026-03-10", b"2026-03-11"), "b.xml", by=None)
    assert (second.known_lines, BankLine.objects.count()) == (0, 2)


def test_the_same_days_in_another_format_are_said():
    Issuer.objects.create(name="Réseau", iban=IBAN)
    import_statement(camt(entry()), "a.xml", by=None)
    assert "autre format" in import_statement(csv("10/03/2026;X;5,00"), "b.csv", by=None).notices[0]


def test_the_statement_of_another_account_is_said():
    Issuer.objects.create(name="Réseau", iban="DE89370400440532013000")
    assert "n'est pas celui de l'émetteur" in import_statement(camt(entry()), "a.xml", by=None).notices[0]


def test_a_file_that_cannot_be_read_leaves_nothing():
    with pytest.raises(UnreadableStatement):
        import_statement(csv("10/03/2026;X;5,00", "10/03/2026;Y;cinq"), "a.csv", by=None)
    assert not BankStatement.objects.exists()


@pytest.mark.parametrize("account", [IBAN, " ".join(IBAN[start : start + 4] for start in range(0, 27, 4))])
def test_the_accounts_of_payers_are_masked_in_what_is_kept(account):
    statement = import_statement(csv(f"10/03/2026;VIR DE {account} LES JARDINS RF18;5,00"), "a.csv", by=None)
    assert statement.lines.get().label == "VIR DE FR76 •••• 0189 LES JARDINS RF18"
