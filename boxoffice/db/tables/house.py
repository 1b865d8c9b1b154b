"""The house, its counters, and what was done there."""

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, ForeignKey, Integer, LargeBinary, Table, Text, text

from boxoffice.db.tables.metadata import Id, metadata

house = Table(
    "house",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("database_id", Text, nullable=False),  # another one after a restore: readers of changes start anew
    Column("name", Text, nullable=False),
    Column("time_zone", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("day_start", Integer, nullable=False),  # minutes after midnight
    Column("hold_ms", Integer, nullable=False),
    Column("paying_ms", Integer, nullable=False),
    Column("cap_ms", Integer, nullable=False),
    Column("is_demo", Boolean, nullable=False),
    Column("oldest_program", Text, nullable=False),  # the oldest version that may write here
    Column("mark", BigInteger, nullable=False),  # SQLite's count of write transactions; PostgreSQL counts by itself
    # What paper says of the seller, beside the name.
    Column("seller", Text, nullable=False, server_default=text("''")),
    Column("address", Text, nullable=False, server_default=text("''")),  # lines
    Column("tax_number", Text, nullable=False, server_default=text("''")),
    Column("conditions", Text, nullable=False, server_default=text("''")),
    Column("language", Text, nullable=False, server_default=text("'en'")),
    Column("logo", LargeBinary),  # the content of a PNG or SVG file
    Column("cash_step", BigInteger, nullable=False, server_default=text("1")),  # the smallest coin, in minor units
    Column("card_details", Boolean, nullable=False, server_default=text("false")),  # asked for with a card's answer
    Column("scan_prefix", Text, nullable=False, server_default=text("''")),  # what a scanner types first
    CheckConstraint("id = 1", name="one_row"),
)

counter = Table(
    "counter",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("code", Text, nullable=False, unique=True),  # what the numbers of its orders begin with: "K3"
    Column("is_system", Boolean, nullable=False),  # a PC's command line and clock, not a desk
    Column("program", Text),  # the PC and process that held it last
    Column("orders", Integer, nullable=False),  # how many it began: its next order's number
    Column("receipts", Integer, nullable=False, server_default=text("0")),  # how many sales it finished
)

journal = Table(
    "journal",
    metadata,
    Column("counter_id", ForeignKey("counter.id"), primary_key=True),
    Column("sequence", BigInteger, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
    Column("business_date", Text, nullable=False),
    Column("person", Text),
    Column("act", Text, nullable=False),
    Column("order_id", Text),
    Column("details", Text, nullable=False),  # JSON
    Column("hash", Text, nullable=False),  # over this row and the hash before it
)

journal_head = Table(
    "journal_head",
    metadata,
    Column("counter_id", ForeignKey("counter.id"), primary_key=True),
    Column("sequence", BigInteger, nullable=False),
    Column("hash", Text, nullable=False),
)
