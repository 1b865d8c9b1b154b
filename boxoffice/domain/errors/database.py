"""Refusals of the database and of a counter that is at work elsewhere."""

from typing import ClassVar

from boxoffice.domain.errors.refusal import QT_TRANSLATE_NOOP, Refusal


class DatabaseRefused(Refusal):
    """A database that cannot be opened or used; the window shows it on a page of its own."""


class OutOfOrder(DatabaseRefused):
    """A database that nobody can use until something is done; ``meanwhile`` says what works and what does not."""

    meanwhile: ClassVar[str]


class NoDatabase(DatabaseRefused):
    """Nothing at the place that was named."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "There is no database at {place}. Start boxoffice there once, or name another with --database."
    )


class PasswordInAddress(DatabaseRefused):
    """An address that would show a password in the list of processes, in settings and in logs."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal",
        "The database's address must not hold a password, where others can read it. Write it into the password file"
        " (.pgpass, on Windows pgpass.conf) or a service file, and leave it out of the address.",
    )


class NotAServer(DatabaseRefused):
    """A command for houses on a PostgreSQL server, and something else was named."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "{place} is not a database on a PostgreSQL server. Name one as postgresql://user@server/name."
    )


class NoSuchFolder(DatabaseRefused):
    """The folder of the database file does not exist."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "The folder {place} does not exist. Make it, or name another database with --database."
    )


class NotOurDatabase(DatabaseRefused):
    """A file or database that another program made."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "{place} is not a box-office database. Nothing was changed; name another with --database."
    )


class RightsMissing(DatabaseRefused):
    """A role on a PostgreSQL server that may not do what a counter does."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal",
        "The database {place} does not let this user do that ({reason}). Nothing was changed; ask the administrator to"
        " run: boxoffice init-server.",
    )


class DatabaseTooNew(DatabaseRefused):
    """A database that a newer version of the program has changed."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "{place} needs boxoffice {oldest} or newer; this is {version}. Nothing was changed; update this PC."
    )


class DatabaseTooOld(DatabaseRefused):
    """A PostgreSQL database that its owner has not brought up to this version yet."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal",
        "{place} has not been prepared for boxoffice {version}. Ask the administrator to run: boxoffice migrate.",
    )


class DatabaseDamaged(OutOfOrder):
    """A file whose content is not sound."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal",
        "The database {place} or its disk is damaged ({reason}). Stop selling and start again; if this is said again,"
        " restore the last backup.",
    )
    meanwhile = QT_TRANSLATE_NOOP(
        "Refusal",
        "The database or its disk was found damaged at {since}. Stop selling and start again; if this is said again,"
        " restore the last backup.",
    )


class DatabaseReadOnly(OutOfOrder):
    """A file that may not be written."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal",
        "The database {place} cannot be written to. Give this user the right to change the file and its folder.",
    )
    meanwhile = QT_TRANSLATE_NOOP(
        "Refusal",
        "The database cannot be written to since {since}. Seats and orders can be looked at; nothing can be held or"
        " sold until this user may write its file and folder.",
    )


class DatabaseBusy(DatabaseRefused):
    """Another program kept the database for too long."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "Another program has kept the database {place} busy for too long. Nothing was changed; try again."
    )


class DatabaseOnShare(DatabaseRefused):
    """A SQLite file where file locks cannot be trusted."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal",
        "{place} lies on {kind}, where a database file gets damaged. Use a folder of this PC, or PostgreSQL.",
    )


class DatabaseFull(OutOfOrder):
    """No room on the disk."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "There is no room left on the disk of {place}. Nothing was changed; make room and try again."
    )
    meanwhile = QT_TRANSLATE_NOOP(
        "Refusal",
        "No room on the database's disk since {since}. Seats and orders can be looked at; nothing can be held or sold"
        " until there is room.",
    )


class DatabaseLost(OutOfOrder):
    """The database did not answer, or its disk failed; whether the last act took effect is not known."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "The database {place} does not answer ({reason}). Look at the order before you do it again."
    )
    meanwhile = QT_TRANSLATE_NOOP(
        "Refusal",
        "No answer from the database since {since}. Nothing can be held or sold until it answers; it is asked again"
        " every few seconds. This order stays as it is, and what was sold is sold.",
    )


class DatabaseUnreachable(OutOfOrder):
    """A database server that was lost before anything can have changed there."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal",
        "The database {place} cannot be reached ({reason}). Nothing was changed; check the network and the server, then"
        " try again.",
    )
    meanwhile = DatabaseLost.meanwhile


class ProgramEnds(Refusal):
    """Long work that was under way when the program was told to end."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "The program was closed before this was done; nothing was changed. Start it again and do it anew."
    )


class ForeignLog(DatabaseRefused):
    """A write-ahead log beside a file that is not that file's."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal",
        "Beside {place} lies the log of another database, {log}; together they would spoil each other. Nothing was"
        " changed. Move the log away, or put back the database that it belongs to.",
    )


class SqliteTooOld(DatabaseRefused):
    """A SQLite library with a known fault."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "This program carries SQLite {version}, which can damage a database. Install boxoffice anew."
    )


class CounterInUse(DatabaseRefused):
    """A counter that another running program holds."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "{counter} is already at work ({program}). Close it there, or start with --counter and another name."
    )


class CounterTakenOver(DatabaseRefused):
    """A counter that another program became while this one had lost the database."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal",
        "While the database could not be reached, another program has become {counter} ({program}), and goes on with"
        " its order. Close this window and start again to open another counter.",
    )


class CountersAtWork(DatabaseRefused):
    """A house that is to be moved while programs sell from it."""

    sentence = QT_TRANSLATE_NOOP("Refusal", "At work now: {counters}. Close them first; nothing was changed.")


class NotAFile(DatabaseRefused):
    """A house that is to be moved to a server and is on one already."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal", "{place} is on a server already. Name the file that is to be moved with --database."
    )


class HouseMoved(DatabaseRefused):
    """A file whose house was moved to a server; a shortcut or a setting of this PC still names it."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal",
        "The house in {place} was moved to a server. Start boxoffice without --database and BOXOFFICE_DATABASE, or"
        " with the server's address there.",
    )


class HouseNotEmpty(DatabaseRefused):
    """A house on a server that has rows of its own, where another is to be moved to."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal",
        "{place} is in use already: there is something in “{table}”. Nothing was changed; make an empty one with"
        " boxoffice init-server.",
    )


class MoveFailed(DatabaseRefused):
    """A copy of a house that is not the same as the house."""

    sentence = QT_TRANSLATE_NOOP(
        "Refusal",
        "The house did not arrive whole ({table}: {arrived} instead of {expected}). Go on selling from this PC's file;"
        " nothing was changed there.",
    )
