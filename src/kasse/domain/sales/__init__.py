"""Selling: bills, payments, receipts and their sums."""

from kasse.domain.sales.allowed import allowed_lines, require_bill_discount, require_line_discount
from kasse.domain.sales.bill import Bill, BillDiscount, discount_amount, discount_percent, discountable
from kasse.domain.sales.payments import Payment, Tender, settle
from kasse.domain.sales.receipt import Receipt, ReceiptKind, Reference, ReferenceKind, counter_receipt
from kasse.domain.sales.vouchers import (
    VoucherChange,
    changes_of,
    receivable_number,
    receivable_receipt,
    redeemed,
    set_off,
)

__all__ = [
    "Bill",
    "BillDiscount",
    "Payment",
    "Receipt",
    "ReceiptKind",
    "Reference",
    "ReferenceKind",
    "Tender",
    "VoucherChange",
    "allowed_lines",
    "changes_of",
    "counter_receipt",
    "discount_amount",
    "discount_percent",
    "discountable",
    "receivable_number",
    "receivable_receipt",
    "redeemed",
    "require_bill_discount",
    "require_line_discount",
    "set_off",
    "settle",
]
