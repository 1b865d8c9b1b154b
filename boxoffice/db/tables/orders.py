"""Orders with their lines, payments and tickets."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table, Text, text

from boxoffice.db.tables.metadata import Id, metadata

orders = Table(
    "orders",
    metadata,
    Column("id", Text, primary_key=True),  # made by the counter beforehand, so that a lost answer can be looked up
    Column("number", Text, nullable=False, unique=True),
    Column("counter_id", ForeignKey("counter.id"), nullable=False),
    Column("state", Text, nullable=False),
    Column("customer", Text),  # a customer's id
    Column("begun_at", BigInteger, nullable=False),
    Column("business_date", Text, nullable=False),
    Column("sold_at", BigInteger),
    Column("note", Text, nullable=False, server_default=text("''")),
    Column("parked_as", Text),  # the word under which it waits for its customer
    Column("receipt", Text),  # the number of its receipt, gap-free at each counter
    Column("fees_waived", Text),  # why it bears no fees
    Index("ix_orders_customer", "customer"),
    Index("uq_orders_receipt", "receipt", unique=True),
    Index("ix_orders_counter_id_state", "counter_id", "state"),
)

order_line = Table(
    "order_line",
    metadata,
    Column("id", Id, primary_key=True),
    Column("order_id", ForeignKey("orders.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("performance_id", ForeignKey("performance.id")),
    Column("seat_id", ForeignKey("seat.id")),
    Column("zone", Text, nullable=False),
    Column("price_type", Text, nullable=False),
    Column("face_price", BigInteger, nullable=False),
    Column("discount", BigInteger, nullable=False),
    Column("reverses_line", ForeignKey("order_line.id")),
    Column("due", BigInteger, nullable=False, server_default=text("0")),  # to pay: the price less discount, taxes added
    Column("name", Text, nullable=False, server_default=text("''")),  # of a fee
    Column("of_line", ForeignKey("order_line.id")),  # the ticket that a fee is charged for
    Column("reason", Text, nullable=False, server_default=text("''")),
    Column("promotions", Text, nullable=False, server_default=text("''")),  # the names of what lowered it
    Index("ix_order_line_order_id", "order_id"),
    Index("ix_order_line_reverses_line", "reverses_line"),  # dropping a line asks whether another reverses it
    Index(
        "uq_order_line_seat",
        "order_id",
        "performance_id",
        "seat_id",
        unique=True,
        sqlite_where=text("kind = 'seat' AND reverses_line IS NULL"),
        postgresql_where=text("kind = 'seat' AND reverses_line IS NULL"),
    ),
    Column("voucher_id", ForeignKey("voucher.id")),  # which a voucher line puts money on
    Index("ix_order_line_of_line", "of_line"),
    Index("ix_order_line_voucher_id", "voucher_id"),
)

order_line_tax = Table(
    "order_line_tax",
    metadata,
    Column("order_line_id", ForeignKey("order_line.id"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("rate", Integer, nullable=False),
    Column("amount", BigInteger, nullable=False),
)

order_promotion = Table(
    "order_promotion",
    metadata,
    Column("order_id", ForeignKey("orders.id"), primary_key=True),
    Column("promotion_id", ForeignKey("promotion.id"), primary_key=True),
)

payment = Table(
    "payment",
    metadata,
    Column("id", Text, primary_key=True),
    Column("order_id", ForeignKey("orders.id"), nullable=False),
    Column("method", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("tendered", BigInteger, nullable=False),
    Column("rounding", BigInteger, nullable=False),
    Column("reverses_payment", ForeignKey("payment.id")),
    Column("counter_id", ForeignKey("counter.id"), nullable=False),
    Column("till", Text),
    Column("shift", Text),
    Column("person", Text),
    Column("at", BigInteger, nullable=False),
    Column("business_date", Text, nullable=False),
    Column("approval_code", Text, nullable=False, server_default=text("''")),
    Column("last_four", Text, nullable=False, server_default=text("''")),
    Column("voucher_id", ForeignKey("voucher.id")),
    Index("ix_payment_order_id", "order_id"),
    Index("ix_payment_voucher_id", "voucher_id"),
)

ticket = Table(
    "ticket",
    metadata,
    Column("id", Id, primary_key=True),
    Column("order_line_id", ForeignKey("order_line.id"), nullable=False, unique=True),
    Column("issued_at", BigInteger, nullable=False),
    Column("voided_at", BigInteger),
)

ticket_code = Table(
    "ticket_code",
    metadata,
    Column("ticket_id", ForeignKey("ticket.id"), primary_key=True),
    Column("issue", Integer, primary_key=True, autoincrement=False),
    Column("code", Text, nullable=False, unique=True),
    Column("revoked_at", BigInteger),
)
