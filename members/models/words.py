"""Words by which an organisation is found besides its own: kept by the database, whoever writes and however many rows."""

import pgtrigger

# `portail_found_by(organisations)`, made by the migration of the directory, writes their words again.


def keeps_words(column: str) -> list[pgtrigger.Trigger]:
    """Triggers of a table whose rows lend words to the organisation in `column`, a statement at a time."""
    made = []
    for operation, sides in {
        pgtrigger.Insert: ("new",),
        pgtrigger.Update: ("old", "new"),
        pgtrigger.Delete: ("old",),
    }.items():
        rows = " UNION ".join(f"SELECT {column} FROM {side}_rows" for side in sides)  # noqa: S608 (names of ours)
        made.append(
            pgtrigger.Trigger(
                name=f"words_{operation}".lower(),
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=operation,
                referencing=pgtrigger.Referencing(**{side: f"{side}_rows" for side in sides}),
                func=f"PERFORM portail_found_by(ARRAY({rows})); RETURN NULL;",
            )
        )
    return made
