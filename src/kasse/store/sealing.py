"""The database itself refuses to change or delete what is sealed (GoBD Rz. 107, § 146 (4) AO)."""

from __future__ import annotations

from collections.abc import Iterator


def seal(table: str, dialect: str) -> Iterator[str]:
    """The statements that seal a table, for the migration that creates it."""
    if dialect == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER {table}_refuses_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is sealed'); END"
            )
        return
    yield (
        "CREATE OR REPLACE FUNCTION kasse_sealed() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is sealed', TG_TABLE_NAME; END $$"
    )
    yield (
        f"CREATE TRIGGER {table}_is_sealed BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION kasse_sealed()"
    )
    yield (
        f"CREATE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION kasse_sealed()"
    )
