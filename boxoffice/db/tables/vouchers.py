"""Gift vouchers and what is left on them."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Table, Text

from boxoffice.db.tables.metadata import Id, metadata

voucher = Table(
    "voucher",
    metadata,
    Column("id", Id, primary_key=True),
    Column("code", Text, nullable=False, unique=True),
    Column("balance", BigInteger, nullable=False),  # what its order lines put there, less what its payments took
    Column("issued_at", BigInteger, nullable=False),
    Column("valid_until", BigInteger),
    CheckConstraint("balance >= 0", name="never_overdrawn"),
)
