"""The program a venue's ticket counter runs on."""

__version__ = "0.1.0"
