"""Prices as a box office has them: price types, taxes, fees, promotions, and what each line was charged."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add what is new; every price type that was used has a row, and every line what was to pay for it."""
    _make_tables()
    op.add_column(
        "price_list", sa.Column("taxes_included", sa.Boolean(), nullable=False, server_default=sa.text("true"))
    )
    for name in ("name", "reason", "promotions"):
        op.add_column("order_line", sa.Column(name, sa.Text(), nullable=False, server_default=sa.text("''")))
    op.add_column("order_line", sa.Column("due", sa.BigInteger(), nullable=False, server_default=sa.text("0")))
    op.add_column(
        "order_line",
        sa.Column("of_line", _ID, sa.ForeignKey("order_line.id", name="fk_order_line_of_line"), nullable=True),
        inline_references=True,
    )
    op.create_index("ix_order_line_of_line", "order_line", ["of_line"])
    op.execute("UPDATE order_line SET due = face_price - discount")
    op.execute(
        "INSERT INTO price_type (name, place, least, one_each, comp, needs_reason)"
        " SELECT DISTINCT price_type, 0, 1, false, false, false FROM price"
    )


def _make_tables() -> None:
    op.create_table(
        "price_type",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=True),
        sa.Column("needs", sa.Text(), nullable=True),
        sa.Column("one_each", sa.Boolean(), nullable=False),
        sa.Column("comp", sa.Boolean(), nullable=False),
        sa.Column("needs_reason", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["needs"], ["price_type.name"], name=op.f("fk_price_type_needs")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_price_type")),
    )
    op.create_table(
        "price_offer",
        sa.Column("price_list_id", _ID, nullable=False),
        sa.Column("price_type", sa.Text(), nullable=False),
        *_validity(),
        sa.ForeignKeyConstraint(["price_list_id"], ["price_list.id"], name=op.f("fk_price_offer_price_list_id")),
        sa.ForeignKeyConstraint(["price_type"], ["price_type.name"], name=op.f("fk_price_offer_price_type")),
        sa.PrimaryKeyConstraint("price_list_id", "price_type", name=op.f("pk_price_offer")),
    )
    op.create_table(
        "performance_price",
        sa.Column("performance_id", _ID, nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("price_type", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["performance_id"], ["performance.id"], name=op.f("fk_performance_price_performance_id")
        ),
        sa.PrimaryKeyConstraint("performance_id", "zone", "price_type", name=op.f("pk_performance_price")),
    )
    op.create_table(
        "tax",
        sa.Column("price_list_id", _ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("rate", sa.Integer(), nullable=False),
        sa.Column("rounding", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["price_list_id"], ["price_list.id"], name=op.f("fk_tax_price_list_id")),
        sa.PrimaryKeyConstraint("price_list_id", "name", "since", name=op.f("pk_tax")),
    )
    op.create_table(
        "fee",
        sa.Column("price_list_id", _ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("per", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["price_list_id"], ["price_list.id"], name=op.f("fk_fee_price_list_id")),
        sa.PrimaryKeyConstraint("price_list_id", "name", name=op.f("pk_fee")),
    )
    op.create_table(
        "promotion",
        sa.Column("id", _ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("lowering", sa.Text(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("adds", sa.Boolean(), nullable=False),
        sa.Column("zones", sa.Text(), nullable=True),
        sa.Column("price_types", sa.Text(), nullable=True),
        *_validity(),
        sa.Column("most_uses", sa.Integer(), nullable=True),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promotion")),
        sa.UniqueConstraint("code", name=op.f("uq_promotion_code")),
        sa.UniqueConstraint("name", name=op.f("uq_promotion_name")),
    )
    op.create_table(
        "order_line_tax",
        sa.Column("order_line_id", _ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("rate", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["order_line_id"], ["order_line.id"], name=op.f("fk_order_line_tax_order_line_id")),
        sa.PrimaryKeyConstraint("order_line_id", "name", name=op.f("pk_order_line_tax")),
    )
    op.create_table(
        "order_promotion",
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.Column("promotion_id", _ID, nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_promotion_order_id")),
        sa.ForeignKeyConstraint(["promotion_id"], ["promotion.id"], name=op.f("fk_order_promotion_promotion_id")),
        sa.PrimaryKeyConstraint("order_id", "promotion_id", name=op.f("pk_order_promotion")),
    )


def _validity() -> tuple[sa.Column[int] | sa.Column[str], ...]:
    return (
        sa.Column("since", sa.BigInteger(), nullable=True),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("weekdays", sa.Text(), nullable=True),
        sa.Column("minutes_before", sa.Integer(), nullable=True),
    )
