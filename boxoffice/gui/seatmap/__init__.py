"""Seats drawn here: the map of one house, painted from arrays, and its legend."""
