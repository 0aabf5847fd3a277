"""What waiters need at their screens: cards that sign in, languages, times at which an article is sold, favourites, courses that wait.

Never change a migration that has been released. Never drop or rewrite what is sealed: add beside it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table, name in (
        ("operator", "card"),
        ("operator", "language"),
        ("article", "sold_times"),
        ("article", "sold_from"),
        ("article", "sold_until"),
    ):
        op.add_column(table, sa.Column(name, sa.Text(), server_default="", nullable=False))
    op.add_column(
        "operator",
        sa.Column("menus", sa.BigInteger(), server_default="0", autoincrement=False, nullable=False),
    )
    op.create_table(
        "touch_layout",
        sa.Column("wish", sa.Text(), nullable=False),
        sa.Column("part", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("wish", "part"),
    )
    op.add_column(
        "article",
        sa.Column("by_weight", sa.BigInteger(), server_default="0", autoincrement=False, nullable=False),
    )
    op.add_column("operator", sa.Column("favourites", sa.Text(), server_default="[]", nullable=False))
    op.add_column(
        "tab", sa.Column("called", sa.BigInteger(), server_default="0", autoincrement=False, nullable=False)
    )
    op.add_column(
        "payment_method",
        sa.Column("rank", sa.BigInteger(), server_default="0", autoincrement=False, nullable=False),
    )
    op.add_column("tab", sa.Column("customer", sa.Text(), server_default="", nullable=False))
    _divide_tabs()
    op.create_table(
        "menu_order",
        sa.Column("table_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("items", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("table_no"),
    )


def _divide_tabs() -> None:
    """The same table can be open for several waiters. SQLite changes no key, so the table is made anew."""
    whole = sa.BigInteger()
    columns = ("table_no", "training", "version", "name", "operator", "opened_at", "total", "guests", "payer",
               "payment_code", "bill_printed", "lines", "called", "customer")  # fmt: skip
    texts = {"name", "payer", "payment_code", "lines", "customer"}
    later = {"called": "0", "customer": ""}
    op.create_table(
        "new_tab",
        *(
            sa.Column(
                name,
                sa.Text() if name in texts else whole,
                autoincrement=False,
                nullable=False,
                server_default=later.get(name),
            )
            for name in (*columns, "waiter")
        ),
        sa.PrimaryKeyConstraint("table_no", "training", "waiter"),
    )
    kept = ", ".join(columns)
    op.execute(f"INSERT INTO new_tab ({kept}, waiter) SELECT {kept}, 0 FROM tab")
    op.drop_table("tab")
    op.rename_table("new_tab", "tab")
