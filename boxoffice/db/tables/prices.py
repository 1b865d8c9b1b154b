"""Price lists: prices by zone and type, taxes, fees, promotions."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Integer, Table, Text, text

from boxoffice.db.tables.metadata import Id, metadata

price_list = Table(
    "price_list",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False),
    Column("taxes_included", Boolean, nullable=False, server_default=text("true")),
)

price_type = Table(
    "price_type",
    metadata,
    Column("name", Text, primary_key=True),
    Column("place", Integer, nullable=False),  # their order on screen and on the keys
    Column("least", Integer, nullable=False),
    Column("most", Integer),
    Column("needs", ForeignKey("price_type.name")),
    Column("one_each", Boolean, nullable=False),
    Column("comp", Boolean, nullable=False),
    Column("needs_reason", Boolean, nullable=False),
)

price = Table(
    "price",
    metadata,
    Column("price_list_id", ForeignKey("price_list.id"), primary_key=True),
    Column("zone", Text, primary_key=True),
    Column("price_type", Text, primary_key=True),
    Column("amount", BigInteger, nullable=False),
)

price_offer = Table(  # when a list offers a price type; one without a row here is always offered
    "price_offer",
    metadata,
    Column("price_list_id", ForeignKey("price_list.id"), primary_key=True),
    Column("price_type", ForeignKey("price_type.name"), primary_key=True),
    Column("since", BigInteger),
    Column("until", BigInteger),
    Column("weekdays", Text),  # JSON: [0, ...], Monday is 0
    Column("minutes_before", Integer),
)

performance_price = Table(  # what one performance asks instead of its list's price
    "performance_price",
    metadata,
    Column("performance_id", ForeignKey("performance.id"), primary_key=True),
    Column("zone", Text, primary_key=True),
    Column("price_type", Text, primary_key=True),
    Column("amount", BigInteger, nullable=False),
)

tax = Table(
    "tax",
    metadata,
    Column("price_list_id", ForeignKey("price_list.id"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("since", BigInteger, primary_key=True, autoincrement=False),
    Column("place", Integer, nullable=False),
    Column("rate", Integer, nullable=False),  # thousandths of a per cent
    Column("rounding", Text, nullable=False),
)

fee = Table(
    "fee",
    metadata,
    Column("price_list_id", ForeignKey("price_list.id"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("per", Text, nullable=False),
    Column("amount", BigInteger, nullable=False),
)

promotion = Table(
    "promotion",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("code", Text, unique=True),  # what the customer says; without one it is a button
    Column("lowering", Text, nullable=False),
    Column("value", BigInteger, nullable=False),
    Column("adds", Boolean, nullable=False),
    Column("zones", Text),  # JSON: [name, ...]; NULL is all
    Column("price_types", Text),
    Column("since", BigInteger),
    Column("until", BigInteger),
    Column("weekdays", Text),
    Column("minutes_before", Integer),
    Column("most_uses", Integer),
    Column("uses", Integer, nullable=False),
)
