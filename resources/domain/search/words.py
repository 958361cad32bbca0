"""What was typed, as words: the same letters as the search entries keep."""

import re
import unicodedata
from dataclasses import dataclass

from resources.domain.index import ACCENTED, BARE, PUNCTUATION

LONGEST = 100
MOST_WORDS = 12
# Words that a question is made of, not what it asks about; PostgreSQL's list of French stop words comes on top.
IDLE = frozenset(
    [
        "les",
        "comment",
        "pourquoi",
        "quand",
        "combien",
        "quel",
        "quelle",
        "quels",
        "quelles",
        "quoi",
        "est",
        "sont",
        "faire",
        "fait",
        "faut",
        "peut",
        "peux",
        "puis",
        "doit",
        "dois",
        "avoir",
        "etre",
        "trouver",
        "cherche",
        "chercher",
        "besoin",
        "exemple",
        "entre",
        "chez",
        "sans",
        "sous",
        "plus",
        "tout",
        "tous",
        "toute",
        "toutes",
        "cette",
        "cet",
        "ou",
    ]
)

_BARE = str.maketrans(ACCENTED + PUNCTUATION, BARE + " " * len(PUNCTUATION))
_APOSTROPHES = str.maketrans({mark: "'" for mark in "’‘ʼ′`´"})
_PART = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]+)"?|(?P<word>[^\s"]+))')


@dataclass(frozen=True)
class Item:
    """One word or one phrase between quotes, in small letters; a phrase's `words` are to be found side by side."""

    words: tuple[str, ...]
    text: str
    excluded: bool = False
    quoted: bool = False


def plain(text: str) -> str:
    """Bare small letters, place for place: blanks stand for all that is no letter, without the leading one."""
    return text.lower().translate(_BARE)


def tidy(text: str) -> str:
    """What was typed, as it is kept and shown: composed letters, single blanks, nothing that cannot be read."""
    text = unicodedata.normalize("NFC", text).translate(_APOSTROPHES)
    text = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(text.split())[:LONGEST]


def items_of(text: str) -> list[Item]:
    """The words and phrases of a tidy text: quotes make a phrase, a minus sign leaves a word out.

    Idle words go where others remain.
    """
    found = []
    for part in _PART.finditer(text.lower()):
        words = _split(part["phrase"] or part["word"])
        excluded = bool(part["minus"])
        if part["phrase"] or excluded:
            found += [Item(words, part["phrase"] or part["word"], excluded, quoted=True)] if words else []
        else:
            found += [Item((word,), word) for word in words]
    found = found[:MOST_WORDS]
    busy = [item for item in found if item.quoted or plain(item.words[0]) not in IDLE]
    return busy if any(not item.excluded for item in busy) else found


def _split(text: str) -> tuple[str, ...]:
    """Words of two letters or figures at least, accents kept: `d'` and `l'` are left out."""
    return tuple(word for word in re.findall(r"[^\W_]+", text) if len(word) > 1)
