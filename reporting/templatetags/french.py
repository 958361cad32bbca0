"""The filters of `reporting.french`, built in every template."""

from django import template

from reporting import french

register = template.Library()
for words in (
    french.number, french.percent, french.euros, french.file_size, french.fr_date, french.period, french.cell, french.unit,
):  # fmt: skip
    register.filter(words.__name__, words)
