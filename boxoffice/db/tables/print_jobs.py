"""What is to be printed: a queue that outlives the program."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table, Text

from boxoffice.db.tables.metadata import Id, metadata

print_job = Table(
    "print_job",
    metadata,
    Column("id", Id, primary_key=True),
    Column("counter_id", ForeignKey("counter.id"), nullable=False),
    Column("order_id", ForeignKey("orders.id"), nullable=False),
    Column("what", Text, nullable=False),  # tickets, receipt, vouchers
    Column("tickets", Text, nullable=False),  # JSON: the ids of the tickets (or voucher lines) that it prints
    Column("state", Text, nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("sent_at", BigInteger),
    Column("printer", Text, nullable=False),  # which took it
    Column("attempts", Integer, nullable=False),
    Column("fault", Text, nullable=False),  # why the last attempt failed
    Index("ix_print_job_counter_id_state", "counter_id", "state"),
    Index("ix_print_job_order_id", "order_id"),
)
