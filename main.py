"""Starts boxoffice."""

import sys

from boxoffice.app import main

if __name__ == "__main__":
    sys.exit(main())
