"""Rows: the database, its tables and transactions, on SQLite and PostgreSQL. The only place, with services, of SQL."""
