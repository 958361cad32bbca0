"""What PostgreSQL knows of its tables, from which it chooses how to read them."""

from django.db import connection, models


def take_statistics(*of: type[models.Model]) -> None:
    """After many rows are written to these tables, or to any where none is named.

    PostgreSQL would take its own a minute later, and till then read badly.
    """
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE " + ", ".join(connection.ops.quote_name(model._meta.db_table) for model in of))
