"""The tables. They only declare: rows are read and written through Core, frozen values come out.

Times are UTC epoch milliseconds, money whole minor units. Nothing here cascades: what was sold is never deleted.
"""

from boxoffice.db.tables import customers, house, orders, performances, plans, prices, print_jobs, vouchers
from boxoffice.db.tables.metadata import metadata

__all__ = ["customers", "house", "metadata", "orders", "performances", "plans", "prices", "print_jobs", "vouchers"]
