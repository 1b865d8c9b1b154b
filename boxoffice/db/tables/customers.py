"""Customers: who asked to be known."""

from sqlalchemy import BigInteger, Column, Index, Table, Text

from boxoffice.db.tables.metadata import metadata

customer = Table(
    "customer",
    metadata,
    Column("id", Text, primary_key=True),  # made by the counter beforehand, as an order's
    Column("name", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("added_at", BigInteger, nullable=False),
    Index("ix_customer_name", "name"),
)
