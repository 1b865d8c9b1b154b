"""The proof that no seat is sold twice: clerks at work at random on the same seats, and the judges of it."""
