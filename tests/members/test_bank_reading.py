"""Bank files: what is read of them, and how what cannot be read is refused."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.domain.bank.reading import read_statement
from members.domain.bank.statement import UnreadableStatement

IBAN = "FR7630006000011234567890189"


def camt(*entries: str, version="001.02", opening="1000.00", closing=None, prefix="", ccy="EUR") -> bytes:
    """A statement of these entries; its final balance is right unless said otherwise."""
    end = f"<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy='EUR'>{closing}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>"
    text = f"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.{version}"><BkToCstmrStmt><Stmt>
<Acct><Id><IBAN>{IBAN}</IBAN></Id></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="{ccy}">{opening}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
{end if closing else ""}
{chr(10).join(entries)}
</Stmt></BkToCstmrStmt></Document>"""
    if prefix:
        text = text.replace("<", f"<{prefix}:").replace(f"<{prefix}:/", f"</{prefix}:").replace(f"<{prefix}:?", "<?")
        text = text.replace("xmlns=", f"xmlns:{prefix}=")
    return text.encode()


def entry(amount="300.00", sign="CRDT", details="", status="<Sts>BOOK</Sts>", ccy="EUR", ref="REF1", more="") -> str:
    return f"""<Ntry><Amt Ccy="{ccy}">{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd>{more}{status}
<BookgDt><Dt>2026-03-10</Dt></BookgDt><AcctSvcrRef>{ref}</AcctSvcrRef>
<NtryDtls>{details}</NtryDtls></Ntry>"""


def detail(e2e="RF1820260001", name="<Nm>LES JARDINS</Nm>", text="Cotisation 2026", more="") -> str:
    return f"""<TxDtls><Refs><EndToEndId>{e2e}</EndToEndId></Refs>{more}
<RltdPties><Dbtr>{name}</Dbtr></RltdPties><RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls>"""


@pytest.mark.parametrize("version", ["001.02", "001.04", "001.06", "001.08"])
@pytest.mark.parametrize("prefix", ["", "ns2"])
def test_a_credit_is_read_in_every_version_whatever_the_namespace(version, prefix):
    new = version > "001.06"
    content = camt(
        entry(
            details=detail(name="<Pty><Nm>LES JARDINS</Nm></Pty>" if new else "<Nm>LES JARDINS</Nm>"),
            status="<Sts><Cd>BOOK</Cd></Sts>" if new else "<Sts>BOOK</Sts>",
        ),
        version=version, prefix=prefix, closing="1300.00",
    )  # fmt: skip
    read = read_statement(content)
    (line,) = read.lines
    assert (read.account, read.opening, read.closing, read.notices) == (IBAN, 1000, 1300, [])
    assert (line.booked_on, line.amount, line.bank_ref) == (date(2026, 3, 10), Decimal("300.00"), "REF1")
    assert (line.end_to_end, line.counterparty, line.label) == ("RF1820260001", "LES JARDINS", "Cotisation 2026")


def test_a_batch_whose_details_add_up_is_read_detail_by_detail():
    parts = "".join(
        detail(f"RF{rank}", more=f"<AmtDtls><TxAmt><Amt Ccy='EUR'>{amount}</Amt></TxAmt></AmtDtls>")
        for rank, amount in ((1, "100.00"), (2, "200.00"))
    )
    read = read_statement(camt(entry(details=parts)))
    assert [(line.end_to_end, line.amount, line.bank_ref) for line in read.lines] == [
        ("RF1", 100, "REF1/1"),
        ("RF2", 200, "REF1/2"),
    ]


def test_a_batch_whose_details_do_not_add_up_is_one_line_and_said():
    parts = detail(more="<Amt Ccy='EUR'>100.00</Amt>") * 2
    read = read_statement(camt(entry(details=parts)))
    assert [line.amount for line in read.lines] == [300]
    assert "ne fait pas son montant" in read.notices[0]


def test_a_rejected_debit_says_why_and_who_had_been_debited():
    returned = detail(more="<RtrInf><Rsn><Cd>AM04</Cd></Rsn></RtrInf>")
    (line,) = read_statement(camt(entry(sign="DBIT", details=returned))).lines
    assert (line.amount, line.return_code, line.counterparty) == (-300, "AM04", "LES JARDINS")


def test_a_reversal_has_the_sign_that_the_bank_gives_it():
    (line,) = read_statement(camt(entry(sign="DBIT", more="<RvslInd>true</RvslInd>", details=detail()))).lines
    assert line.amount == -300


def test_what_is_not_booked_is_left_aside_and_said():
    read = read_statement(camt(entry(status="<Sts>PDNG</Sts>"), entry("10.00")))
    assert [line.amount for line in read.lines] == [10]
    assert "non encore comptabilisé" in read.notices[0]


def test_balances_that_do_not_follow_are_said():
    assert "il manque 50,00\u00a0€" in read_statement(camt(entry(), closing="1350.00")).notices[0]


def test_references_that_mean_nothing_are_none():
    (line,) = read_statement(camt(entry(details=detail("NOTPROVIDED"), ref="0000000"))).lines
    assert (line.end_to_end, line.bank_ref) == ("", "")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "vide"),
        (b"   \n", "vide"),
        (b"<Document>\n<a>\n", "Ligne 3 : ce fichier XML est mal form"),
        (b"<html/>", "n'est pas un relev"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "interdites"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "interdites"),
        (camt(entry(ccy="CHF")), "Ligne 6 : ce montant est en CHF"),
        (b"Date;Libelle;Montant\n10/03/2026;a\0b;5,00\n", "texte lisible"),
        (camt(entry(), entry("12,5")), "Ligne 9 : « 12,5 » n'est pas un montant"),
        (camt(entry("-3.00")), "Ligne 6 : « -3.00 »"),
        (camt(entry(sign="X")), "Ligne 6"),
        (camt(entry(), ccy="USD"), "en USD"),
        (camt(entry()).replace(b"2026-03-10", b"10/03/2026"), "Ligne 6 : « 10/03/2026 » n'est pas une date"),
        (camt(entry()).replace(b"</Stmt>", b"</Stmt><Stmt><Acct><Id><IBAN>DE1</IBAN></Id></Acct></Stmt>"), "plusieurs"),
        (b"x" * (20 * 1024 * 1024 + 1), "20 Mo"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_french(content, said):
    with pytest.raises(UnreadableStatement, match=said):
        read_statement(content)


BANKS = {
    "one amount, semicolons": "Compte;123\n\nDate opération;Date valeur;Libellé;Montant\n10/03/2026;11/03/2026;VIR LES JARDINS;1 234,50\n11/03/2026;;FRAIS;-12,00\n",
    "debit and credit, tabs": "Date\tLibelle\tDébit euros\tCrédit euros\n10/03/2026\tVIR LES JARDINS\t\t1.234,50\n11/03/2026\tFRAIS\t12,00\t\n",
    "commas, quoted": 'Date comptable,Libellé simplifié,Débit,Crédit\n2026-03-10,"VIR LES JARDINS","","1234.50"\n2026-03-11,FRAIS,-12.00,\n',
    "signs and currency": "Date;Libellé;Montant (EUR);Devise\n10-03-26;VIR LES JARDINS;+1234,50;EUR\n11-03-26;FRAIS;\u221212,00 €;EUR\nSolde au 31/03;;5000,00;\n",
}  # fmt: skip


@pytest.mark.parametrize("bank", BANKS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_the_csv_of_french_banks_are_read(bank, encoding):
    read = read_statement(BANKS[bank].encode(encoding, errors="replace").replace(b"?12,00", b"-12,00"))
    assert [(line.booked_on, line.amount, line.label) for line in read.lines] == [
        (date(2026, 3, 10), Decimal("1234.50"), "VIR LES JARDINS"),
        (date(2026, 3, 11), Decimal(-12), "FRAIS"),
    ]
    assert (read.starts, read.ends) == (date(2026, 3, 10), date(2026, 3, 11))


def test_all_the_words_of_a_line_make_its_label():
    content = "Date;Libellé simplifié;Informations complémentaires;Montant\n10/03/2026;VIR SEPA;RF18 2026;5,00\n"
    assert read_statement(content.encode()).lines[0].label == "VIR SEPA RF18 2026"


def test_a_rejected_debit_is_recognised_in_a_csv():
    content = "Date;Libellé;Montant\n10/03/2026;REJET PRLV SEPA AM04 LES JARDINS;-300,00\n"
    assert read_statement(content.encode()).lines[0].return_code == "AM04"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a;b;c\n1;2;3\n", "titres des colonnes"),
        ("Date;Libellé;Montant\n", "aucun mouvement"),
        ("Date;Libellé;Montant\n\n31/02/2026;X;5,00\n", "Ligne 3 : « 31/02/2026 » n'est pas une date"),
        ("Date;Libellé;Montant\n10/03/2026;X;cinq\n", "Ligne 2 : « cinq » n'est pas un montant"),
        ("Date;Libellé;Montant\n10/03/2026;X;5,001\n", "Ligne 2"),
        ("Date;Libellé;Débit;Crédit\n10/03/2026;X;5,00;5,00\n", "Ligne 2 : débit et crédit"),
        ("Date;Libellé;Montant;Devise\n10/03/2026;X;5,00;USD\n", "Ligne 2 : ce montant est en USD"),
        ("Date;Libellé;Montant\n;X;5,00\n", "Ligne 2 : «  » n'est pas une date"),
    ],
)
def test_a_csv_at_fault_says_its_line(text, said):
    with pytest.raises(UnreadableStatement, match=said):
        read_statement(text.encode())


@given(st.binary(max_size=300))
def test_whatever_is_sent_is_read_or_refused(content):
    for start in (b"", b"<", b"Date;Libelle;Montant\n"):
        try:
            read_statement(start + content)
        except UnreadableStatement as refusal:
            assert str(refusal)


@given(st.integers(0, 2000), st.binary(max_size=6))
def test_a_damaged_camt_is_read_or_refused(where, bytes_):
    content = camt(entry(details=detail()), closing="1300.00")
    try:
        read_statement(content[:where] + bytes_ + content[where + len(bytes_) :])
    except UnreadableStatement as refusal:
        assert str(refusal)


@pytest.mark.parametrize("told", ["1E+999999", "NaN", "1_000", "99999999999", "0.001", "١٢"])
def test_an_amount_is_written_with_figures(told):
    with pytest.raises(UnreadableStatement, match="n'est pas un montant"):
        read_statement(camt(entry(told)))
    assert read_statement(camt(entry("300.00000"))).lines[0].amount == 300


def test_a_very_deep_file_is_refused():
    with pytest.raises(UnreadableStatement):
        read_statement(b"<a>" * 200_000 + b"</a>" * 200_000)


@given(st.decimals(Decimal("-999999.99"), Decimal("999999.99"), places=2).filter(bool))
def test_every_amount_is_read_as_it_was_written(amount):
    told = f"{amount:,.2f}".replace(",", "\u202f").replace(".", ",")
    content = f"Date;Libellé;Montant\n10/03/2026;X;{told}\n"
    assert read_statement(content.encode()).lines[0].amount == amount
