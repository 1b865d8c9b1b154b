"""Halls, their seats, and the plans that draw them."""

from sqlalchemy import BigInteger, Boolean, Column, Float, ForeignKey, Index, Integer, Table, Text

from boxoffice.db.tables.metadata import Id, metadata

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
