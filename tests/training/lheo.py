"""Whether a file is in LHÉO: the order and the number of its elements, against the table of the language."""

import re
from functools import cache
from pathlib import Path

from lxml import etree

NAMESPACE = "{http://lheo.gouv.fr/2.3}"
TABLE = Path(__file__).parent / "data" / "lheo-2.3.txt"
_CHILD = re.compile(r"(\S+)\[(\d+),(\d+|N)\]")
# The version of the thesaurus is always told.
REFERRED = ("code-FORMACODE", "code-public-vise")


@cache
def language() -> tuple[dict, dict]:
    """Children of each element, in order, with the least and the most of each; and the pattern of each text."""
    children, texts = {}, {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        if " = " in line:
            name, pattern = line.split(" = ", 1)
            texts[name] = re.compile(pattern, re.DOTALL)
        else:
            name, sequence = line.split(": ", 1)
            children[name] = [
                (child, int(least), None if most == "N" else int(most))
                for child, least, most in _CHILD.findall(sequence)
            ]
    return children, texts


def faults(content: bytes) -> list[str]:
    """What is wrong with a file, an element a line; nothing for a right one."""
    return list(_faults(etree.fromstring(content)))


def _faults(element):
    children, texts = language()
    name = etree.QName(element).localname
    if not element.tag.startswith(NAMESPACE):
        yield f"{name} : hors de l'espace de noms"
    if name in texts:
        if not texts[name].fullmatch(element.text or "") or len(element):
            yield f"{name} : « {element.text} »"
        if name in REFERRED and not element.get("ref"):
            yield f"{name} : sans version"
        return
    if name not in children:
        yield f"{name} : inconnu"
        return
    left = [etree.QName(child).localname for child in element]
    for child, least, most in children[name]:
        count = 0
        while left and left[0] == child:
            count, left = count + 1, left[1:]
        if count < least or (most is not None and count > most):
            yield f"{name} : {count} {child}"
    if left:
        yield f"{name} : {left[0]} n'est pas à sa place"
    for child in element:
        yield from _faults(child)
