"""What an order says of itself."""

from boxoffice.domain.orders import LineState, Method, Order, OrderLine, OrderState, Payment, PaymentState


def line(n: int, *, state: LineState = LineState.HELD, performance: int = 1, ends: int | None = 1000) -> OrderLine:
    return OrderLine(
        id=n,
        performance=performance,
        event="Taylor Swift",
        hall="Studio",
        starts_at=10_000 - performance,
        seat_id=n,
        seat=f"Stalls A{n}",
        zone="Front",
        price_type="Full price",
        price=4500,
        state=state,
        expires_at=ends,
        taken_by=None,
    )


def payment(state: PaymentState) -> Payment:
    return Payment(id=state.value, method=Method.CARD, state=state, amount=4500, tendered=4500, at=0)


def order(*lines: OrderLine, payments: tuple[Payment, ...] = ()) -> Order:
    return Order("id", "K1-0001", "Counter 1", OrderState.OPEN, lines, payments, now=0)


def test_a_lapsed_line_is_not_paid_for() -> None:
    found = order(line(1), line(2, state=LineState.FREE_AGAIN), line(3, state=LineState.TAKEN))
    assert found.total == 4500
    assert [lapsed.id for lapsed in found.lapsed] == [2, 3]


def test_only_approved_money_counts() -> None:
    states = (PaymentState.DECLINED, PaymentState.STARTED, PaymentState.APPROVED, PaymentState.REVERSED)
    found = order(line(1), payments=tuple(payment(state) for state in states))
    assert found.paid == 4500
    assert found.unsettled == payment(PaymentState.STARTED)


def test_the_first_end_is_the_orders() -> None:
    assert order(line(1, ends=3000), line(2, ends=2000), line(3, ends=None)).expires_at == 2000
    assert order(line(1, ends=None)).expires_at is None
    assert order().expires_at is None


def test_lines_stand_by_performance_earliest_first() -> None:
    found = order(line(1, performance=1), line(2, performance=2), line(3, performance=1))
    assert [[each.id for each in group] for group in found.by_performance()] == [[2], [1, 3]]
