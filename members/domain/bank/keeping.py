"""A statement brought in: its lines are kept once, whatever the files in which they come."""

import hashlib
from collections import Counter

from django.db import IntegrityError, transaction
from stdnum import iban

from members.models import BankLine, BankStatement, Issuer
from reporting.french import fr_date

from .masking import masked, without_accounts
from .reading import read_statement
from .statement import ReadLine, ReadStatement


class AlreadyImported(Exception):
    """The same file was brought in before: `statement` is it."""

    def __init__(self, statement: BankStatement):
        super().__init__(
            f"Ce fichier a déjà été déposé le {fr_date(statement.imported_at)} : rien n'a été ajouté deux fois."
        )
        self.statement = statement


def import_statement(content: bytes, name: str, *, by) -> BankStatement:
    """Keep a statement and the lines that were not there; raises UnreadableStatement or AlreadyImported."""
    sha256 = hashlib.sha256(content).hexdigest()
    known = BankStatement.objects.filter(sha256=sha256).first()
    if known:
        raise AlreadyImported(known)
    read = read_statement(content)
    account = read.account or Issuer.current().iban or ""
    try:
        with transaction.atomic():
            return _keep(read, account, sha256, name, by)
    except IntegrityError:
        # Somebody brought in the same file at the same moment.
        raise AlreadyImported(BankStatement.objects.get(sha256=sha256)) from None


def _keep(read: ReadStatement, account: str, sha256: str, name: str, by) -> BankStatement:
    key = hashlib.sha256(account.encode()).hexdigest()
    notices = [*read.notices, *_other_account(account), *_covered(read, key)]
    statement = BankStatement.objects.create(
        name=name[:200],
        sha256=sha256,
        account=masked(account),
        account_key=key,
        starts=read.starts,
        ends=read.ends,
        opening_balance=read.opening,
        closing_balance=read.closing,
        notices=notices[:20],
        imported_by=by,
    )
    seen: Counter = Counter()
    lines = [_line(statement, rank, line, seen) for rank, line in enumerate(read.lines, start=1)]
    BankLine.objects.bulk_create(lines, batch_size=1000, ignore_conflicts=True)
    statement.known_lines = len(lines) - statement.lines.count()
    statement.save(update_fields=["known_lines"])
    return statement


def _line(statement: BankStatement, rank: int, line: ReadLine, seen: Counter) -> BankLine:
    return BankLine(
        statement=statement,
        rank=rank,
        booked_on=line.booked_on,
        amount=line.amount,
        label=without_accounts(line.label)[:600],
        end_to_end=line.end_to_end,
        counterparty=without_accounts(line.counterparty)[:140],
        return_code=line.return_code,
        account_key=statement.account_key,
        bank_id=_bank_id(line, seen),
    )


def _bank_id(line: ReadLine, seen: Counter) -> str:
    """What a line is known by: the bank's number with its day and amount, or all its words; and its rank among equals.

    Some banks give the same number to several movements, or start again every day: the number alone is not enough.
    """
    said = line.bank_ref or hashlib.sha256(f"{line.label}|{line.end_to_end}".encode()).hexdigest()[:32]
    base = f"{said[:100]}|{line.booked_on:%Y%m%d}|{line.amount}"
    seen[base] += 1
    return base if seen[base] == 1 else f"{base}|{seen[base]}"


def _other_account(account: str) -> list[str]:
    ours = Issuer.current().iban
    if ours and iban.compact(account) != iban.compact(ours):
        return [f"Ce relevé est celui du compte {masked(account)}, qui n'est pas celui de l'émetteur des factures."]
    return []


def _covered(read: ReadStatement, key: str) -> list[str]:
    """Days read from another kind of file would come twice: its lines have other numbers."""
    same_kind = read.opening is None
    others = BankStatement.objects.filter(
        account_key=key, starts__lte=read.ends, ends__gte=read.starts, opening_balance__isnull=not same_kind
    )
    if others.exists():
        return ["Ces jours figurent déjà dans un relevé d'un autre format : vérifiez qu'aucune ligne n'est en double."]
    return []
