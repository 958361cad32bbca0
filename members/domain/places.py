"""Which department and commune an address is in."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from members.imports.cells import plain
from members.models import Commune, Department, Organisation


@dataclass(frozen=True)
class Place:
    """What an address tells of territories, as fields of an organisation; else the reason why it does not."""

    values: dict[str, str | None] = field(default_factory=dict)
    reason: str = ""


class Places:
    """Departments by code or name, and communes by postcode and name."""

    def __init__(self, postcodes: Iterable[str | None]):
        departments = list(Department.objects.all())
        self.codes = {department.code for department in departments}
        self.known = {plain(d.name): d.code for d in departments}
        self.known |= {d.code.lower(): d.code for d in departments} | {
            d.code.lstrip("0"): d.code for d in departments if d.code.startswith("0")
        }
        wanted = {postcode for postcode in postcodes if postcode}
        self.communes: dict[tuple[str, str], tuple[str, str]] = {}
        self.departments: dict[str, set[str]] = {}
        for code, name, department, postcodes_of in Commune.objects.filter(
            postcodes__overlap=sorted(wanted) or ["-"]
        ).values_list("code", "name", "department_id", "postcodes"):
            for postcode in postcodes_of:
                self.communes[postcode, plain(name)] = (code, department)
                self.departments.setdefault(postcode, set()).add(department)

    def find(self, department: str | None, postcode: str | None, city: str | None) -> Place:
        """The department given, or that of the commune; a postcode alone tells when it lies in one department."""
        commune, its_department = self.communes.get((postcode or "", plain(city or "")), (None, None))
        if department:
            code = self.known.get(department.lower()) or self.known.get(plain(department))
            if code is None:
                return Place(reason="Ce département n'existe pas.")
        else:
            around = self.departments.get(postcode or "") or self._of_prefix(postcode or "")
            if not its_department and len(around) > 1:
                choice = " et ".join(sorted(around))
                return Place(reason=f"Ce code postal est partagé entre les départements {choice} : dites lequel.")
            code = its_department or next(iter(around), None)
            if code is None:
                return Place(reason="Le département manque, et le code postal ne le donne pas.")
        values = {"department_id": code}
        if postcode and city:
            # An address that no commune matches leaves none: the former one would be wrong.
            values["commune_id"] = commune if its_department == code else None
        return Place(values)

    def moved_to(self, organisation: Organisation, postcode: str, city: str) -> dict[str, str | None]:
        """The territories of an organisation that moves there; its department stands where the address tells none."""
        place = self.find(None, postcode, city)
        if place.reason:
            place = self.find(organisation.department_id, postcode, city)
        return {"commune_id": None} | place.values

    def _of_prefix(self, postcode: str) -> set[str]:
        """The department that begins a postcode of no commune, as those of a CEDEX."""
        corsica = {"200": "2A", "201": "2A", "202": "2B", "206": "2B"}
        code = corsica.get(postcode[:3]) or (postcode[:3] if postcode.startswith("97") else postcode[:2])
        return {code} & self.codes
