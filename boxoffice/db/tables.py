"""The tables. They only declare: rows are read and written through Core, frozen values come out.

Times are UTC epoch milliseconds, money whole minor units. Nothing here cascades: what was sold is never deleted.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite numbers rows by itself only in a column that is exactly INTEGER, which PostgreSQL ends at 2^31.
Id = BigInteger().with_variant(Integer(), "sqlite")

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
)

hall = Table(
    "hall",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
)

seat = Table(
    "seat",
    metadata,
    Column("id", Id, primary_key=True),
    Column("hall_id", ForeignKey("hall.id"), nullable=False),
    Column("guid", Text, nullable=False),  # who the seat is in the house's plan files
    Column("section", Text, nullable=False),
    Column("row", Text, nullable=False),
    Column("number", Text, nullable=False),
    Index("uq_seat_hall_id_guid", "hall_id", "guid", unique=True),
)

plan = Table(
    "plan",
    metadata,
    Column("id", Id, primary_key=True),
    Column("hall_id", ForeignKey("hall.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("imported_at", BigInteger, nullable=False),
    Column("seats", Integer, nullable=False),
    Column("areas", Text, nullable=False),  # JSON: what is drawn under the seats
    Index("uq_plan_hall_id_version", "hall_id", "version", unique=True),
)

plan_zone = Table(
    "plan_zone",
    metadata,
    Column("plan_id", ForeignKey("plan.id"), primary_key=True),
    Column("zone", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("color", Text, nullable=False),
)

plan_seat = Table(
    "plan_seat",
    metadata,
    Column("plan_id", ForeignKey("plan.id"), primary_key=True),
    Column("seat_id", ForeignKey("seat.id"), primary_key=True),
    Column("place", Integer, nullable=False),  # the seats' order in the plan: row by row, along the row
    Column("row_no", Integer, nullable=False),  # the physical row, counted through the plan
    Column("run_no", Integer, nullable=False),  # the stretch between two aisles, counted in the row
    Column("x", Float, nullable=False),
    Column("y", Float, nullable=False),
    Column("radius", Float, nullable=False),
    Column("zone", Integer, nullable=False),
    Column("accessible", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

event = Table(
    "event",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
)

price_list = Table(
    "price_list",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False),
)

price = Table(
    "price",
    metadata,
    Column("price_list_id", ForeignKey("price_list.id"), primary_key=True),
    Column("zone", Text, primary_key=True),
    Column("price_type", Text, primary_key=True),
    Column("amount", BigInteger, nullable=False),
)

performance = Table(
    "performance",
    metadata,
    Column("id", Id, primary_key=True),
    Column("event_id", ForeignKey("event.id"), nullable=False),
    Column("hall_id", ForeignKey("hall.id"), nullable=False),
    Column("plan_id", ForeignKey("plan.id"), nullable=False),
    Column("price_list_id", ForeignKey("price_list.id"), nullable=False),
    Column("starts_at", BigInteger, nullable=False),
    Index("ix_performance_starts_at", "starts_at"),
    # Two performances at once in one hall would sell each of its seats twice.
    Index("uq_performance_hall_id_starts_at", "hall_id", "starts_at", unique=True),
)

seat_allocation = Table(
    "seat_allocation",
    metadata,
    Column("id", Id, primary_key=True),
    Column("performance_id", ForeignKey("performance.id"), nullable=False),
    Column("seat_id", ForeignKey("seat.id"), nullable=False),
    Column("code", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("released_at", BigInteger),
    Column("mark", BigInteger, nullable=False),
    Index("ix_seat_allocation_performance_id_seat_id", "performance_id", "seat_id"),
)

orders = Table(
    "orders",
    metadata,
    Column("id", Text, primary_key=True),  # made by the counter beforehand, so that a lost answer can be looked up
    Column("number", Text, nullable=False, unique=True),
    Column("counter_id", ForeignKey("counter.id"), nullable=False),
    Column("state", Text, nullable=False),
    Column("customer", Text),
    Column("begun_at", BigInteger, nullable=False),
    Column("business_date", Text, nullable=False),
    Column("sold_at", BigInteger),
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
)

occupant = Table(
    "occupant",
    metadata,
    # This key is the guard against selling a seat twice.
    Column("performance_id", ForeignKey("performance.id"), primary_key=True),
    Column("seat_id", ForeignKey("seat.id"), primary_key=True),
    Column("status", Text, nullable=False),
    Column("order_id", ForeignKey("orders.id")),
    Column("counter_id", ForeignKey("counter.id")),
    Column("taken_at", BigInteger, nullable=False),  # the first take of this hold: the cap counts from here
    Column("expires_at", BigInteger),  # NULL: no clock may release it; a free seat keeps who had it until when
    Column("mark", BigInteger, nullable=False),
    Index("ix_occupant_performance_id_mark", "performance_id", "mark"),
    Index("ix_occupant_order_id", "order_id"),
    Index(
        "ix_occupant_expires_at",
        "expires_at",
        sqlite_where=text("status IN ('held', 'paying')"),
        postgresql_where=text("status IN ('held', 'paying')"),
    ),
    sqlite_with_rowid=False,
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
    Index("ix_payment_order_id", "order_id"),
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

seat_history = Table(
    "seat_history",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("act", Text, nullable=False),
    Column("via", Text, nullable=False),
    Column("counter_id", ForeignKey("counter.id"), nullable=False),
    Column("seats", Text, nullable=False),  # JSON: [[performance, seat, order, counter, expires_at], ...]
    Index("ix_seat_history_act_at", "act", "at"),
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
