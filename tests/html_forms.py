"""A form as a browser would send it back: what tests need to save a page without touching it."""

from html.parser import HTMLParser

from django.urls import reverse


def fields_of(html: str, form_id: str) -> dict[str, list[str]]:
    """Names and values of the form `form_id`; the empty rows that a script copies, and the buttons, are left out."""
    reader = _Reader(form_id)
    reader.feed(html)
    assert reader.fields, f"no form {form_id}"
    return {name: values for name, values in reader.fields.items() if "__prefix__" not in name}


def change_page(record) -> str:
    """Where the admin changes a record of the network."""
    return reverse(f"admin:members_{record._meta.model_name}_change", args=[record.pk])


def saved_again(client, record, **changes):
    """Open the page of a record, change some fields, and save it as a browser does."""
    fields = fields_of(client.get(change_page(record)).content.decode(), f"{record._meta.model_name}_form")
    return client.post(change_page(record), fields | changes | {"_save": "1"})


def refusals_of(response) -> list:
    """What a page of the admin refuses, in the record then in the rows beside it."""
    if response.status_code != 200:
        return []
    formsets = [inline.formset for inline in response.context["inline_admin_formsets"]]
    found = [response.context["adminform"].form.errors, *(errors for formset in formsets for errors in formset.errors)]
    return [errors for errors in found if errors]


class _Reader(HTMLParser):
    def __init__(self, form_id: str):
        super().__init__()
        self.form_id = form_id
        self.inside = False
        self.fields: dict[str, list[str]] = {}
        self.select = self.area = None
        self.options: list[tuple[str, bool]] = []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.inside = attrs.get("id") == self.form_id
        name = attrs.get("name")
        if tag == "option" and self.select:
            self.options.append((attrs.get("value") or "", "selected" in attrs))
        elif not self.inside or not name or "disabled" in attrs:
            return
        elif tag == "input" and attrs.get("type") not in {"submit", "button", "file", "image"}:
            box = attrs.get("type") in {"checkbox", "radio"}
            if not box or "checked" in attrs:
                self.fields.setdefault(name, []).append(attrs.get("value", "on" if box else ""))
        elif tag == "select":
            self.select, self.options, self.several = name, [], "multiple" in attrs
        elif tag == "textarea":
            self.area = name
            self.fields[name] = [""]

    def handle_data(self, data):
        if self.area:
            self.fields[self.area][0] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "textarea":
            if self.area:
                self.fields[self.area][0] = self.fields[self.area][0].removeprefix("\n").removeprefix("\r\n")
            self.area = None
        elif tag == "select" and self.select:
            chosen = [value for value, selected in self.options if selected]
            if not chosen and self.options and not self.several:
                chosen = [self.options[0][0]]
            self.fields.setdefault(self.select, []).extend(chosen)
            self.select = None
