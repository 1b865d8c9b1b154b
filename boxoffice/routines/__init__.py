"""Work of several transactions, or of files and transactions, that window, clocks and command line share."""
