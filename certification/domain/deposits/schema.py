"""The schema of the Caisse des Dépôts: read without network nor DTD, and what a file lacks to follow it."""

from functools import lru_cache
from hashlib import sha256

from lxml import etree

from certification.models import DepositAccount
from members.domain.moves import Refused

NAMESPACE = "urn:cdc:cpf:pc5:schema:1.0.0"
XSD = "{http://www.w3.org/2001/XMLSchema}"
# What would make the reader open other files, here or elsewhere.
CALLS = [f"{XSD}{name}" for name in ("import", "include", "redefine")]
SHOWN = 5


class NotASchema(Refused):
    """The file given is not the schema of the Caisse des Dépôts."""


def schema_of(content: bytes) -> etree.XMLSchema:
    """The schema in a file. Raises NotASchema."""
    return _compiled(content)


@lru_cache(maxsize=2)
def _compiled(content: bytes) -> etree.XMLSchema:
    try:
        root = etree.fromstring(content, _parser())
    except etree.XMLSyntaxError as error:
        raise NotASchema("Ce fichier n'est pas du XML : prenez le fichier .xsd du kit.") from error
    if root.getroottree().docinfo.doctype:
        raise NotASchema("Ce fichier contient une définition de type (DTD), ce que le kit n'a pas.")
    if root.tag != f"{XSD}schema" or root.get("targetNamespace") != NAMESPACE:
        raise NotASchema(f"Ce fichier n'est pas le schéma de la Caisse des Dépôts (espace de noms « {NAMESPACE} »).")
    if next(root.iter(*CALLS), None) is not None:
        raise NotASchema("Ce schéma fait appel à d'autres fichiers, ce que celui du kit ne fait pas.")
    try:
        return etree.XMLSchema(root)
    except etree.XMLSchemaParseError as error:
        raise NotASchema(f"Ce schéma ne se lit pas : {error}") from error


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)


def schema_content(account: DepositAccount) -> bytes | None:
    """The bytes of the schema that staff uploaded, if they did and the storage still has it."""
    if not account.schema or not account.schema.storage.exists(account.schema.name):
        return None
    with account.schema.open() as file:
        return file.read()


def faults_of(xml: bytes, schema: bytes) -> list[str]:
    """What in a file does not follow the schema; empty when it does."""
    rules = schema_of(schema)
    if rules.validate(etree.fromstring(xml, _parser())):
        return []
    return [f"ligne {error.line} : {error.message}" for error in list(rules.error_log)[:SHOWN]]


def fingerprint(content: bytes) -> str:
    return sha256(content).hexdigest()
