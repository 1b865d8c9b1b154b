"""Rules of the box office: pure functions and frozen values, the standard library only.

The words, each with one meaning in code, on screen and in print:

event, performance    the show; one showing of it at a time in a hall
hall                  a room with seats; its seats keep their identity when its plan is drawn anew
seating plan          a hall as drawn: sections, rows, seats, areas; a *physical row* may be split over row objects
price zone            where a seat is worth what (stalls, circle)
price type            for whom (adult, child, concession)
hold                  a timed claim of one order at one counter on a seat
paying                a held seat whose order is being paid
house hold, kill      seats the house keeps back; seats off sale
party                 people who want to sit together; *best seats* are found for it, in one price zone
seat left alone       a free stretch of exactly one that a choice newly makes and another would not
order, order line     what one customer buys; the *current order* of a counter is the one in the making
parked order          one set aside under a word, its seats held to the end of their cap, until a counter fetches it
customer              who asked to be known; an order has one or none
ticket, payment       the right to one seat; money on one order
counter               the desk; a named row held by one running program
journal               what was done with money and by permission, gap-free for each counter

Times are UTC epoch milliseconds, money is whole minor units ("cents"), positions are plan units with y downwards.
"""
