"""Where things stand on a screen that stands on its short side: ticket above tiles, and the rail where it always is."""

from kasse.ui.theme.metrics import BAR, GAP, Box, Metrics
from kasse.ui.theme.zone_boxes import (
    ClosingZones,
    OrderZones,
    PayZones,
    RailZones,
    SignInZones,
    TableZones,
)

GROUP_GAP = 16
LEGEND = 64
ACTION_ROWS = 4
MOST_ACTION, MOST_DIGIT = 112, 136
LEAST_TICKET = 320
"""The least height of a ticket that lies above card and rail."""
SHEETS = 376
"""The least height of what is open and what a guest takes, side by side above the payment."""


def rail_zones(m: Metrics) -> RailZones:
    """The whole height, each group of keys with its share of it, and no key higher than a hand needs."""
    content = m.content
    wide = m.sizes.rail if m.width < 840 else 256
    whole = Box(content.right - wide, content.y, wide, content.h)
    keys = content.h - 2 * GROUP_GAP - GAP
    main_height, second_height = min(128, max(72, keys // 10)), min(96, max(64, keys // 12))
    rest = keys - main_height - second_height
    pad_height = min(4 * MOST_DIGIT + 3 * GAP, rest * 14 // 25)
    actions_height = min(ACTION_ROWS * (MOST_ACTION + GAP) - GAP, rest - pad_height)
    main = Box(whole.x, whole.bottom - main_height, wide, main_height)
    second = Box(whole.x, main.y - GAP - second_height, wide, second_height)
    pad = Box(whole.x, second.y - GROUP_GAP - pad_height, wide, pad_height)
    actions = Box(whole.x, pad.y - GROUP_GAP - actions_height, wide, actions_height)
    boxes = (m.mirror(box) for box in (whole, actions, pad, second, main))
    whole, actions, pad, second, main = boxes
    return RailZones(whole, actions, ACTION_ROWS, pad, second, main)


def _beside_rail(m: Metrics) -> Box:
    """What the rail leaves, for the right hand."""
    content = m.content
    return Box(content.x, content.y, content.w - rail_zones(m).whole.w - GAP, content.h)


def order_zones(m: Metrics) -> OrderZones:
    """The ticket above, the card below it, nearer to the hand."""
    sizes, left, rail = m.sizes, _beside_rail(m), rail_zones(m)
    ticket = Box(left.x, left.y, left.w, left.h * 2 // 5)
    if rail.actions.y - GAP - left.y >= LEAST_TICKET:  # the rail leaves room above it
        ticket = Box(left.x, left.y, m.content.w, rail.actions.y - GAP - left.y)
    middle = Box(left.x, ticket.bottom + GAP, left.w, left.bottom - ticket.bottom - GAP)
    tab_rows = 8 // sizes.tab_columns
    tabs = Box(middle.x, middle.y, middle.w, tab_rows * (sizes.tab_height + GAP) - GAP)
    top = tabs.bottom + GROUP_GAP
    tiles = Box(middle.x, top, middle.w, middle.bottom - top)
    columns = (tiles.w + GAP) // (sizes.tile_width + GAP)
    rows = (tiles.h + GAP) // (sizes.tile_height + GAP)
    ticket, tabs, tiles, middle = (m.mirror(box) for box in (ticket, tabs, tiles, middle))
    return OrderZones(ticket, tabs, sizes.tab_columns, tab_rows, tiles, columns, rows, middle, rail)


def table_zones(m: Metrics) -> TableZones:
    """The floor beside the rail, its legend in two lines."""
    left = _beside_rail(m)
    floor = Box(left.x, left.y, left.w, left.h - LEGEND - GAP)
    legend = Box(left.x, floor.bottom + GAP, left.w, LEGEND)
    return TableZones(m.mirror(floor), m.mirror(legend), rail_zones(m))


def pay_zones(m: Metrics) -> PayZones:
    """Who takes what above, side by side; the payment below it over the whole width."""
    sizes, content = m.sizes, m.content
    above = Box(content.x, content.y, content.w, max(SHEETS, content.h * 2 // 5))
    open_items, column = (m.mirror(box) for box in above.cells(2, 1))
    guest_tabs = Box(column.x, column.y, column.w, 64)
    guest = Box(column.x, guest_tabs.bottom + GAP, column.w, column.bottom - guest_tabs.bottom - GAP)
    x, w, row = content.x, content.w, sizes.pay_row
    payment = Box(x, above.bottom + GAP, w, content.bottom - above.bottom - GAP)
    main = Box(x, payment.bottom - sizes.pay_main, w, sizes.pay_main)
    least_pad = 4 * row + 3 * GAP
    free = main.y - GAP - payment.y - least_pad
    shared = free < 96 + 2 * row + 3 * GAP
    amount_height = min(sizes.pay_amount, free - (1 if shared else 2) * (row + GAP) - GAP)
    amount = Box(x, payment.y, w, amount_height)
    tips = Box(x, amount.bottom + GAP, w, row)
    notes = tips if shared else tips.moved(0, row + GAP)
    pad = Box(x, notes.bottom + GAP, w, main.y - GAP - notes.bottom - GAP)
    card, cash = main.cells(2, 1)
    return PayZones(
        open_items,
        guest_tabs,
        guest,
        payment,
        amount,
        tips,
        notes,
        pad,
        card,
        cash,
        paper=above,
        after=payment,
    )


def sign_in_zones(m: Metrics) -> SignInZones:
    """The head over the whole width, waiters in two columns beside the PIN paper."""
    side, gap, tile_height, wide = 24, 8, 104, 320
    top = 184
    bottom = m.height - BAR - GAP
    head = Box(side, 48, m.width - 2 * side, top - 48)
    pin = Box(m.width - side - wide, top, wide, min(568, bottom - top))
    room = pin.x - 2 * side
    columns = max(2, room // 216)
    rows = min(8, (bottom - top + gap) // (tile_height + gap))
    tiles = Box(side, top, pin.x - 24 - side, rows * (tile_height + gap) - gap)
    return SignInZones(head, m.mirror(tiles), columns, rows, gap, m.mirror(pin))


def closing_zones(m: Metrics) -> ClosingZones:
    """The day's number over the whole width, chart and paper below it, the keys in two rows."""
    content = m.content
    main = Box(content.x, content.bottom - 88, content.w, 88)
    others = Box(content.x, main.y - GAP - 64, content.w, 64)
    hint = Box(content.x, others.y - GAP - 64, content.w, 64)
    headline = Box(content.x, content.y, content.w, 136)
    below = Box(content.x, headline.bottom + GAP, content.w, hint.y - GAP - headline.bottom - GAP)
    paper = Box(below.right - 336, below.y, 336, below.h)
    chart = Box(below.x, below.y, below.w - 336 - GAP, below.h)
    report, count = others.cells(2, 1)
    return ClosingZones(headline, m.mirror(chart), m.mirror(paper), report, count, hint, main)
