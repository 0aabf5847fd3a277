"""The functions of WormAPI that a till needs, as C declares them (SDK 5): result, arguments, structures."""

from __future__ import annotations

import ctypes
from ctypes import POINTER, c_char_p, c_int, c_ubyte, c_uint, c_uint32, c_uint64, c_void_p
from typing import Any

PAGE_CLIENTS, PAGE_TSES, PAGE_TRANSACTIONS = 16, 16, 62


class RegisteredClients(ctypes.Structure):
    """One page of `worm_tse_listRegisteredClients`."""

    _fields_ = [("amount", c_int), ("client_ids", (ctypes.c_char * 31) * PAGE_CLIENTS)]


class SerialNumbers(ctypes.Structure):
    """One page of `worm_lantse_listConnectedTses`."""

    _fields_ = [("amount", c_int), ("serials", (c_ubyte * 32) * PAGE_TSES)]


ExportCallback = ctypes.CFUNCTYPE(c_int, POINTER(c_ubyte), c_uint, c_void_p)

_BYTES, _TEXT, _CONTEXT = POINTER(c_ubyte), c_char_p, c_void_p
_OUT_BYTES = (c_void_p, POINTER(POINTER(c_ubyte)), POINTER(c_uint64))
_PIN = (_BYTES, c_int)

PROTOTYPES: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "worm_getVersion": (_TEXT, ()),
    "worm_signatureAlgorithm": (_TEXT, ()),
    "worm_logTimeFormat": (_TEXT, ()),
    "worm_init": (c_int, (POINTER(c_void_p), _TEXT)),
    "worm_init_lan": (c_int, (POINTER(c_void_p), _TEXT, _TEXT)),
    "worm_cleanup": (c_int, (_CONTEXT,)),
    "worm_lantse_listConnectedTses": (c_int, (_CONTEXT, c_int, POINTER(SerialNumbers))),
    "worm_lantse_select": (c_int, (_CONTEXT, _BYTES, c_int)),
    "worm_lantse_lock": (c_int, (_CONTEXT,)),
    "worm_lantse_unlock": (c_int, (_CONTEXT,)),
    "worm_info_new": (c_void_p, (_CONTEXT,)),
    "worm_info_read": (c_int, (c_void_p,)),
    "worm_info_free": (None, (c_void_p,)),
    **{
        f"worm_info_{name}": (kind, (c_void_p,))
        for kind, names in (
            (
                c_int,
                "hasValidTime hasPassedSelfTest isCtssInterfaceActive initializationState isDevelopmentFirmware",
            ),
            (
                c_uint32,
                (
                    "capacity size timeUntilNextSelfTest timeUntilNextTimeSynchronization startedTransactions "
                    "maxStartedTransactions createdSignatures remainingSignatures maxRegisteredClients "
                    "softwareVersion"
                ),
            ),
            (c_uint64, "certificateExpirationDate tarExportSize"),
            (_TEXT, "tseDescription formFactor"),
        )
        for name in names.split()
    },
    "worm_info_tsePublicKey": (None, _OUT_BYTES),
    "worm_info_tseSerialNumber": (None, _OUT_BYTES),
    "worm_user_deriveInitialCredentials": (c_int, (_CONTEXT, *_PIN, *_PIN, *_PIN, *_PIN)),
    "worm_tse_setup": (c_int, (_CONTEXT, *_PIN, *_PIN, *_PIN, *_PIN, _TEXT)),
    "worm_tse_runSelfTest": (c_int, (_CONTEXT, _TEXT)),
    "worm_tse_updateTime": (c_int, (_CONTEXT, c_uint64)),
    "worm_tse_decommission": (c_int, (_CONTEXT,)),
    "worm_tse_registerClient": (c_int, (_CONTEXT, _TEXT)),
    "worm_tse_deregisterClient": (c_int, (_CONTEXT, _TEXT)),
    "worm_tse_listRegisteredClients": (c_int, (_CONTEXT, c_int, POINTER(RegisteredClients))),
    "worm_user_login": (c_int, (_CONTEXT, c_int, *_PIN, POINTER(c_int))),
    "worm_user_logout": (c_int, (_CONTEXT, c_int)),
    "worm_transaction_response_new": (c_void_p, (_CONTEXT,)),
    "worm_transaction_response_free": (None, (c_void_p,)),
    "worm_transaction_start": (c_int, (_CONTEXT, _TEXT, _BYTES, c_uint64, _TEXT, c_void_p)),
    "worm_transaction_finish": (c_int, (_CONTEXT, _TEXT, c_uint64, _BYTES, c_uint64, _TEXT, c_void_p)),
    "worm_transaction_lastResponse": (c_int, (_CONTEXT, _TEXT, c_void_p)),
    "worm_transaction_listStartedTransactions": (
        c_int,
        (_CONTEXT, _TEXT, c_int, POINTER(c_uint64), c_int, POINTER(c_int)),
    ),
    "worm_transaction_response_logTime": (c_uint64, (c_void_p,)),
    "worm_transaction_response_signatureCounter": (c_uint64, (c_void_p,)),
    "worm_transaction_response_transactionNumber": (c_uint64, (c_void_p,)),
    "worm_transaction_response_signature": (None, _OUT_BYTES),
    "worm_getLogMessageCertificate": (c_int, (_CONTEXT, _BYTES, POINTER(c_uint32))),
    "worm_export_tar": (c_int, (_CONTEXT, ExportCallback, c_void_p)),
    "worm_export_tar_filtered_time": (
        c_int,
        (_CONTEXT, c_uint64, c_uint64, _TEXT, ExportCallback, c_void_p),
    ),
    "worm_export_tar_filtered_transaction": (
        c_int,
        (_CONTEXT, c_uint64, c_uint64, _TEXT, ExportCallback, c_void_p),
    ),
    "worm_export_deleteStoredData": (c_int, (_CONTEXT,)),
}
