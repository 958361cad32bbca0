"""Operations of migrations that Django does not have."""

from django.db.migrations import CreateModel
from django.db.migrations.operations.base import Operation


class AtOnce(Operation):
    """New models and their triggers, made on one rendering of the state.

    Django renders again, after each operation, every model that the new one is related to, which here are nearly all:
    half a minute for fifty models. Only for operations that read nothing but the state that they lead to.
    """

    reversible = True

    def __init__(self, operations):
        self.operations = operations

    def state_forwards(self, app_label, state):
        # Rendered when it is next asked for, with all of them.
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        # On the way back Django gives the state that has the models first, which is what taking them away needs.
        for operation in reversed(self.operations):
            if isinstance(operation, CreateModel):
                operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"{len(self.operations)} operations at once"
