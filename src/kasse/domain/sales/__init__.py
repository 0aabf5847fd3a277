"""Selling: bills, payments, receipts and their sums."""

from kasse.domain.sales.bill import Bill, BillDiscount, discount_amount, discount_percent
from kasse.domain.sales.payments import Payment, Tender, settle
from kasse.domain.sales.receipt import Receipt, ReceiptKind, Reference, ReferenceKind, counter_receipt

__all__ = [
    "Bill",
    "BillDiscount",
    "Payment",
    "Receipt",
    "ReceiptKind",
    "Reference",
    "ReferenceKind",
    "Tender",
    "counter_receipt",
    "discount_amount",
    "discount_percent",
    "settle",
]
