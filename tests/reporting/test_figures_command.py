"""`manage.py figures`: every figure of a year with its definition, its records and its breakdowns."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from reporting.indicators import Scope, all_indicators
from tests.factories import MembershipFactory
from tests.reporting.helpers import small_network

pytestmark = pytest.mark.django_db


def printed(*args) -> list[dict]:
    """The figures as the command prints them for machines."""
    out = io.StringIO()
    call_command("figures", *args, "--json", stdout=out)
    return json.loads(out.getvalue())


@pytest.mark.parametrize(("args", "scope"), [(["2023"], Scope(2023)), (["2023", "--region", "53"], Scope(2023, "53"))])
def test_the_command_prints_every_figure_with_its_records_and_breakdowns(args, scope):
    small_network()
    for indicator, figure in zip(all_indicators(), printed(*args), strict=True):
        breakdowns = {
            split.name: [
                {
                    "key": p.key,
                    "label": p.label,
                    "value": float(p.value),
                    "share": p.share and float(p.share),
                    "records": p.records,
                }
                for p in split.rows
            ]
            for split in indicator.breakdowns(scope)
        }
        value, count = indicator.measured(scope)
        assert figure == {
            "key": indicator.key,
            "label": indicator.label,
            "value": float(value),
            "unit": indicator.unit,
            "definition": indicator.definition,
            "records": count,
            "day": "2023-12-31",
            "breakdowns": breakdowns,
        }


def test_the_command_reads_the_records_of_another_day():
    small_network()
    MembershipFactory(validity=("2023-01-01", "2023-07-01"), state="resigned")
    [figure] = [figure for figure in printed("2023", "--as-of", "2023-06-30") if figure["key"] == "members.adherents"]
    assert (figure["value"], figure["day"]) == (7, "2023-06-30")


def test_the_command_tells_people_what_has_no_data(capsys):
    call_command("figures", "1999")
    assert "members.adherents = sans donnée (0 fiches au 1999-12-31)" in capsys.readouterr().out
    assert [figure["value"] for figure in printed("1999")] == [None] * len(all_indicators())


@pytest.mark.parametrize(
    ("args", "reason"),
    [
        (["2023", "--region", "999"], "Aucune région ne porte le code 999."),
        (["1800"], "L'année doit être comprise entre 1990 et 2100."),
        (["20233"], "L'année doit être comprise entre 1990 et 2100."),
    ],
)
def test_the_command_refuses_what_does_not_exist(args, reason):
    with pytest.raises(CommandError, match=reason):
        call_command("figures", *args)
