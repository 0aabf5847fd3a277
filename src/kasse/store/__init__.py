"""Where the books are kept: tables, transactions, migrations, backup and proof, on SQLite and PostgreSQL."""
