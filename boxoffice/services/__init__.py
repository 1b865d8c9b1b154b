"""Steps at the counter: ``verb(tx, *, ...)``, the only code that changes rows.

A service works inside a transaction that it did not open, never commits, and returns a frozen snapshot. One that
changes something takes a WriteTx and begins with the permission that it needs.
"""
