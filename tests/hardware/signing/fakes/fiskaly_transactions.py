"""The transactions of the fake fiskaly: revisions, each signed once however often it is asked for."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from tests.hardware.signing.fakes.fiskaly_model import (
    Part,
    Refusal,
    Revision,
    Transaction,
    Tss,
    body_of,
    check_uuid4,
)
from tests.hardware.signing.fakes.http_fake import Request
from tests.hardware.signing.fakes.signing_core import Entry


class Transactions(Part):
    """Starting, finishing and finding transactions."""

    def _step(self, request: Request, tss: str, name: str) -> Any:
        found = self.ready(tss)
        body = body_of(request)
        revision = int(request.one("tx_revision", "1"))
        client = found.clients.get(body.get("client_id", ""))
        if client is None:
            raise Refusal(400, "E_CLIENT_NOT_FOUND")
        if client["state"] != "REGISTERED":
            raise Refusal(400, "E_CLIENT_DEREGISTERED")
        known = self._named(found, name)
        if known is not None and revision <= len(known.revisions):
            if known.revisions[revision - 1].body != body:
                raise Refusal(400, "E_TX_UPSERT")
            return known.revisions[revision - 1].answer
        if known is None:
            return self._start(found, name, revision, body, client)
        return self._finish(found, known, revision, body, client)

    def _start(self, tss: Tss, name: str, revision: int, body: Any, client: dict[str, Any]) -> Any:
        check_uuid4(name)
        if (revision, body.get("state")) != (1, "ACTIVE"):
            raise Refusal(400, "E_TX_UPSERT")
        if "schema" in body:  # the law wants nothing said at the start
            raise Refusal(400, "E_FAILED_SCHEMA_VALIDATION")
        if sum(each.state == "ACTIVE" for each in tss.transactions.values()) >= 2000:
            raise Refusal(400, "E_TX_LIMIT_REACHED")
        entry = tss.core.start(client["serial_number"])
        number = entry.transaction or 0
        transaction = Transaction(name, number, client["_id"], "ACTIVE", entry.log_time)
        tss.transactions[name] = transaction
        return self._revised(tss, transaction, body, entry, "Start", {})

    def _finish(
        self, tss: Tss, transaction: Transaction, revision: int, body: Any, client: dict[str, Any]
    ) -> Any:
        if (
            transaction.state != "ACTIVE"
            or revision != len(transaction.revisions) + 1
            or body.get("state") != "FINISHED"
            or client["_id"] != transaction.client
        ):
            raise Refusal(400, "E_TX_UPSERT")
        raw = body.get("schema", {}).get("raw")
        if not isinstance(raw, dict):
            raise Refusal(409, "E_TX_NO_TYPE_DEFINED")
        try:
            data = base64.b64decode(raw["process_data"], validate=True)
        except (KeyError, TypeError, binascii.Error) as error:
            raise Refusal(400, "E_FAILED_SCHEMA_VALIDATION") from error
        entry = tss.core.finish(client["serial_number"], transaction.number, raw["process_type"], data)
        transaction.state, transaction.time_end = "FINISHED", entry.log_time
        return self._revised(tss, transaction, body, entry, "Finish", body["schema"])

    def _revised(
        self, tss: Tss, transaction: Transaction, body: Any, entry: Entry, operation: str, schema: Any
    ) -> dict[str, Any]:
        revision = len(transaction.revisions) + 1
        answer = {
            "number": transaction.number,
            "time_start": transaction.time_start,
            "client_serial_number": tss.clients[transaction.client]["serial_number"],
            "tss_serial_number": tss.core.serial,
            "state": transaction.state,
            "client_id": transaction.client,
            "schema": schema,
            "revision": revision,
            "latest_revision": revision,
            "tss_id": tss.id,
            "metadata": {},
            "_type": "TRANSACTION",
            "_id": transaction.id,
            "_env": self.env,
            "_version": "2.2.2",
            "log": {
                "operation": operation,
                "timestamp": entry.log_time,
                "timestamp_format": "unixTime",
            },
            "signature": {
                "value": entry.signature,
                "algorithm": tss.core.algorithm,
                # Documented as text, and really a number at times: readers have to take both.
                "counter": entry.counter if revision == 1 else str(entry.counter),
                "public_key": tss.core.public_key(),
            },
        }
        if transaction.time_end is not None:
            answer["time_end"] = transaction.time_end
        transaction.revisions.append(Revision(body, answer))
        return answer

    def _named(self, tss: Tss, name: str) -> Transaction | None:
        if name.isdigit():
            return next((each for each in tss.transactions.values() if each.number == int(name)), None)
        return tss.transactions.get(name)

    def _get_transaction(self, request: Request, tss: str, name: str) -> Any:
        found = self._named(self.found(tss), name)
        if found is None:
            raise Refusal(404, "E_TX_NOT_FOUND")
        revision = int(request.one("tx_revision", str(len(found.revisions))))
        if not 1 <= revision <= len(found.revisions):
            raise Refusal(400, "E_TX_REVISION_NOT_FOUND")
        return {**found.revisions[revision - 1].answer, "latest_revision": len(found.revisions)}

    def _client_transactions(self, request: Request, tss: str, client: str) -> Any:
        found = self.found(tss)
        if client not in found.clients:
            raise Refusal(404, "E_CLIENT_NOT_FOUND")
        states = request.all("states")
        transactions = [
            each.revisions[-1].answer
            for each in found.transactions.values()
            if each.client == client and (not states or each.state in states)
        ]
        if request.one("order_by") not in ("number", "state", "time_start", "time_end"):
            raise Refusal(400, "E_FAILED_SCHEMA_VALIDATION")
        transactions.sort(
            key=lambda each: each[request.one("order_by")], reverse=request.one("order") == "desc"
        )
        return self.page(request, transactions, "TRANSACTION_LIST")
