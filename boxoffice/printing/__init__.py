"""Ink: tickets, receipts and gift vouchers, values in, pages out.

``house``, ``ticket``, ``receipt`` and ``voucher`` hold what a page says, as typed facts; ``paper`` what it is printed
on and ``words`` the words on it. ``layout`` places them, once for preview, PDF and paper: a ``Sheet`` of texts, rules
and codes with their places in millimetres. ``painting`` puts a sheet's ink on any device of Qt's, ``pdf``, ``preview``
and ``printers`` choose the device, and ``outlet`` between a printer and files. A printer with a language of its own
reads the same sheets, or the same facts.

Texts are measured with the fonts of this PC, so a QGuiApplication must exist before anything is laid out.
"""
