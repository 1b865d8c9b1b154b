"""Events and performances, who has which seat there, and what the house keeps back."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Table, Text, text

from boxoffice.db.tables.metadata import Id, metadata

event = Table(
    "event",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
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
    Column("doors_at", BigInteger),
    Column("entrance", Text, nullable=False, server_default=text("''")),
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
