"""Account numbers as they may be shown: banks write those of payers in the words of a line."""

import re

from stdnum import iban

START = re.compile(r"[A-Z]{2}\d{2}(?=[ ]?[A-Z0-9])")
SHORTEST, LONGEST = 15, 34


def masked(account: str) -> str:
    """The beginning and the end of an account number."""
    return f"{account[:4]} •••• {account[-4:]}" if len(account) > 8 else "compte non précisé"


def without_accounts(text: str) -> str:
    """The same words, account numbers masked, whether they are in groups or not."""
    position = 0
    while found := START.search(text, position):
        end = _end_of_account(text, found.start())
        if end:
            shown = masked("".join(text[found.start() : end].split()))
            text = text[: found.start()] + shown + text[end:]
            position = found.start() + len(shown)
        else:
            position = found.start() + 1
    return text


def _end_of_account(text: str, start: int) -> int | None:
    """Where the account number that starts there ends, if there is one: its key decides."""
    compact = ""
    for index in range(start, len(text)):
        if text[index] == " ":
            continue
        compact += text[index]
        if len(compact) > LONGEST or not compact.isalnum():
            return None
        if len(compact) >= SHORTEST and iban.is_valid(compact):
            return index + 1
    return None
