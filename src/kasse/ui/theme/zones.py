"""Where things stand on each screen, in logical pixels, reckoned from the metrics alone."""

from kasse.ui.theme import tall_zones as tall
from kasse.ui.theme.metrics import BAR, GAP, Box, Metrics, ScreenClass
from kasse.ui.theme.zone_boxes import (
    ClosingZones,
    OrderZones,
    PayZones,
    RailZones,
    SignInZones,
    TableZones,
)

__all__ = [
    "ClosingZones", "OrderZones", "PayZones", "RailZones", "SignInZones", "TableZones", "closing_zones",
    "order_zones", "pay_zones", "rail_zones", "sign_in_zones", "table_zones",
]  # fmt: skip

GROUP_GAP = 16
LEGEND = 40


def rail_zones(m: Metrics) -> RailZones:
    if m.is_tall:
        return tall.rail_zones(m)
    sizes, content = m.sizes, m.content
    whole = Box(content.right - sizes.rail, content.y, sizes.rail, content.h)
    main = Box(whole.x, whole.bottom - m.main_height, whole.w, m.main_height)
    second = Box(whole.x, main.y - GAP - sizes.send_height, whole.w, sizes.send_height)
    free = second.y - GROUP_GAP - whole.y
    least_pad = 4 * sizes.pad_height + 3 * GAP
    rows = min(4, (free - least_pad - GROUP_GAP + GAP) // (sizes.action_height + GAP))
    actions = Box(whole.x, whole.y, whole.w, rows * (sizes.action_height + GAP) - GAP)
    most_pad = 4 * (sizes.pad_height + 24) + 3 * GAP
    pad_height = min(most_pad, second.y - GROUP_GAP - actions.bottom - GROUP_GAP)
    pad = Box(whole.x, second.y - GROUP_GAP - pad_height, whole.w, pad_height)
    zones = (whole, actions, pad, second, main)
    whole, actions, pad, second, main = (m.mirror(box) for box in zones)
    return RailZones(whole, actions, rows, pad, second, main)


def order_zones(m: Metrics) -> OrderZones:
    if m.is_tall:
        return tall.order_zones(m)
    sizes, content = m.sizes, m.content
    ticket = Box(content.x, content.y, sizes.ticket, content.h)
    left = ticket.right + GAP
    middle = Box(left, content.y, content.right - sizes.rail - GAP - left, content.h)
    tab_rows = 8 // sizes.tab_columns
    tabs = Box(middle.x, middle.y, middle.w, tab_rows * (sizes.tab_height + GAP) - GAP)
    top = tabs.bottom + GROUP_GAP
    tiles = Box(middle.x, top, middle.w, middle.bottom - top)
    columns = (tiles.w + GAP) // (sizes.tile_width + GAP)
    rows = (tiles.h + GAP) // (sizes.tile_height + GAP)
    mirrored = (m.mirror(box) for box in (ticket, tabs, tiles, middle))
    ticket, tabs, tiles, middle = mirrored
    return OrderZones(ticket, tabs, sizes.tab_columns, tab_rows, tiles, columns, rows, middle, rail_zones(m))


def table_zones(m: Metrics) -> TableZones:
    if m.is_tall:
        return tall.table_zones(m)
    content = m.content
    width = content.w - m.sizes.rail - GAP
    floor = Box(content.x, content.y, width, content.h - LEGEND - GAP)
    legend = Box(content.x, floor.bottom + GAP, width, LEGEND)
    return TableZones(m.mirror(floor), m.mirror(legend), rail_zones(m))


def pay_zones(m: Metrics) -> PayZones:
    if m.is_tall:
        return tall.pay_zones(m)
    sizes, content = m.sizes, m.content
    low = m.screen_class is ScreenClass.L and m.height < 760
    main_height = 72 if low else sizes.pay_main
    open_items = Box(content.x, content.y, sizes.pay_column, content.h)
    column = open_items.moved(sizes.pay_column + GAP, 0)
    guest_tabs = Box(column.x, column.y, column.w, 64)
    guest = Box(column.x, guest_tabs.bottom + GAP, column.w, column.bottom - guest_tabs.bottom - GAP)
    payment = Box(column.right + GAP, content.y, content.right - column.right - GAP, content.h)
    x, w, row = payment.x, payment.w, sizes.pay_row
    main = Box(x, payment.bottom - main_height, w, main_height)
    card, cash = main.cells(2, 1)
    least = payment.y + 4 * row + 3 * GAP
    free = main.y - GAP - least
    amount_height = min(sizes.pay_amount, free - 2 * (row + GAP) - GAP)
    shared = amount_height < 72
    if shared:
        amount_height = min(sizes.pay_amount, free - row - 2 * GAP)
    amount = Box(x, payment.y, w, amount_height)
    tips = Box(x, amount.bottom + GAP, w, row)
    notes = tips if shared else tips.moved(0, row + GAP)
    pad = Box(x, notes.bottom + GAP, w, main.y - GAP - notes.bottom - GAP)
    # Card and cash keep their order for the left hand: the inner order of a zone never turns.
    dx = m.mirror(payment).x - payment.x
    return PayZones(
        open_items=m.mirror(open_items),
        guest_tabs=m.mirror(guest_tabs),
        guest=m.mirror(guest),
        payment=m.mirror(payment),
        amount=m.mirror(amount),
        tips=m.mirror(tips),
        notes=m.mirror(notes),
        pad=m.mirror(pad),
        card=card.moved(dx, 0),
        cash=cash.moved(dx, 0),
        paper=m.mirror(open_items),
        after=m.mirror(Box(column.x, content.y, content.right - column.x, content.h)),
    )


def sign_in_zones(m: Metrics) -> SignInZones:
    if m.is_tall:
        return tall.sign_in_zones(m)
    kind = m.screen_class
    side = {ScreenClass.K: 32, ScreenClass.M: 32, ScreenClass.L: 48, ScreenClass.XL: 64}[kind]
    pin_width = {ScreenClass.K: 320, ScreenClass.M: 320, ScreenClass.L: 336, ScreenClass.XL: 448}[kind]
    columns = 4 if kind is ScreenClass.XL else 3
    gap = 16 if kind in (ScreenClass.L, ScreenClass.XL) else 8
    tile_height = {ScreenClass.K: 104, ScreenClass.M: 104, ScreenClass.L: 112, ScreenClass.XL: 144}[kind]
    top = 184 if kind is ScreenClass.L else 192
    pin_top = 56 if kind is ScreenClass.L else 64
    bottom = m.height - BAR - 8
    pin = Box(
        m.width - side - pin_width, pin_top, pin_width, min(bottom - pin_top, 568 + 56 * (pin_width > 320))
    )
    tiles_width = pin.x - (24 if side == 32 else 48) - side
    rows = max(1, min(4, (bottom - top + gap) // (tile_height + gap)))
    tiles = Box(side, top, tiles_width, rows * (tile_height + gap) - gap)
    head = Box(side, pin_top, tiles_width, top - pin_top)
    mirrored = (m.mirror(box) for box in (head, tiles, pin))
    head, tiles, pin = mirrored
    return SignInZones(head, tiles, columns, rows, gap, pin)


def closing_zones(m: Metrics) -> ClosingZones:
    if m.is_tall:
        return tall.closing_zones(m)
    kind, content = m.screen_class, m.content
    paper_width = {ScreenClass.K: 336, ScreenClass.M: 336, ScreenClass.L: 392, ScreenClass.XL: 504}[kind]
    key_height = 96 if kind is ScreenClass.XL else 72 if kind is ScreenClass.K else 80
    keys = Box(content.x, content.bottom - key_height, content.w, key_height)
    cards = Box(content.x, content.y, content.w - paper_width - GAP, keys.y - GAP - content.y)
    headline = Box(cards.x, cards.y, cards.w, 136)
    chart = Box(cards.x, headline.bottom + GAP, cards.w, cards.bottom - headline.bottom - GAP)
    paper = Box(cards.right + GAP, content.y, paper_width, cards.h)
    main = Box(paper.x, keys.y, paper.w, keys.h)
    if main.w < 392:
        main = Box(main.right - 392, main.y, 392, main.h)
    report, count = Box(keys.x, keys.y, 2 * 176 + GAP, keys.h).cells(2, 1)
    hint = Box(count.right + 16, keys.y, main.x - 24 - count.right - 16, keys.h)
    headline, chart, paper, hint, main = (m.mirror(box) for box in (headline, chart, paper, hint, main))
    # The inner order of a group of keys never turns.
    dx = m.mirror(Box(keys.x, keys.y, 2 * 176 + GAP, keys.h)).x - keys.x
    return ClosingZones(headline, chart, paper, report.moved(dx, 0), count.moved(dx, 0), hint, main)
