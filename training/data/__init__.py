"""Reference data of training, loaded by migration: questionnaires and versions of the quality referential."""
