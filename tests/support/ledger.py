"""What must be true of money, tickets and journal in any house, whatever was done in it."""

from boxoffice.db.database import Database
from boxoffice.services import books


def faults(database: Database) -> list[str]:
    """Every way in which the house's books do not add up; empty when they do."""
    return database.look(books.faults)
