"""What a sale needs beside its seats: customers, gift vouchers, several payments, parked orders, paper."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add what is new; nothing that was sold changes."""
    _make_tables()
    for name in ("seller", "address", "tax_number", "conditions", "scan_prefix"):
        op.add_column("house", _text(name))
    op.add_column("house", sa.Column("language", sa.Text(), nullable=False, server_default=sa.text("'en'")))
    op.add_column("house", sa.Column("logo", sa.LargeBinary(), nullable=True))
    op.add_column("house", sa.Column("cash_step", sa.BigInteger(), nullable=False, server_default=sa.text("1")))
    op.add_column("house", sa.Column("card_details", sa.Boolean(), nullable=False, server_default=sa.text("false")))
    op.add_column("counter", sa.Column("receipts", sa.Integer(), nullable=False, server_default=sa.text("0")))
    op.add_column("performance", sa.Column("doors_at", sa.BigInteger(), nullable=True))
    op.add_column("performance", _text("entrance"))
    op.add_column("orders", _text("note"))
    op.add_column("orders", sa.Column("parked_as", sa.Text(), nullable=True))
    op.add_column("orders", sa.Column("receipt", sa.Text(), nullable=True))
    op.add_column("orders", sa.Column("fees_waived", sa.Text(), nullable=True))
    op.create_index("ix_orders_customer", "orders", ["customer"])
    op.create_index("uq_orders_receipt", "orders", ["receipt"], unique=True)
    for name in ("approval_code", "last_four"):
        op.add_column("payment", _text(name))
    for table in ("order_line", "payment"):
        op.add_column(
            table,
            sa.Column("voucher_id", _ID, sa.ForeignKey("voucher.id", name=f"fk_{table}_voucher_id"), nullable=True),
            inline_references=True,
        )
        op.create_index(f"ix_{table}_voucher_id", table, ["voucher_id"])


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False, server_default=sa.text("''"))


def _make_tables() -> None:
    op.create_table(
        "customer",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer")),
    )
    op.create_index("ix_customer_name", "customer", ["name"])
    op.create_table(
        "voucher",
        sa.Column("id", _ID, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("balance", sa.BigInteger(), nullable=False),
        sa.Column("issued_at", sa.BigInteger(), nullable=False),
        sa.Column("valid_until", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("balance >= 0", name=op.f("ck_voucher_never_overdrawn")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voucher")),
        sa.UniqueConstraint("code", name=op.f("uq_voucher_code")),
    )
    op.create_table(
        "print_job",
        sa.Column("id", _ID, nullable=False),
        sa.Column("counter_id", _ID, nullable=False),
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("tickets", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.Column("printer", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("fault", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["counter_id"], ["counter.id"], name=op.f("fk_print_job_counter_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_print_job_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_job")),
    )
    op.create_index("ix_print_job_counter_id_state", "print_job", ["counter_id", "state"])
    op.create_index("ix_print_job_order_id", "print_job", ["order_id"])
