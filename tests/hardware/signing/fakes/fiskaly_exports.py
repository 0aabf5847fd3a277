"""The exports of the fake fiskaly: asked for, waited for, fetched."""

from __future__ import annotations

from typing import Any

from tests.hardware.signing.fakes.fiskaly_model import Export, Part, Refusal, Tss, check_uuid4
from tests.hardware.signing.fakes.http_fake import Request, Response
from tests.hardware.signing.fakes.signing_core import Entry


class Exports(Part):
    """Making, cancelling and handing out exports."""

    polls_until_ready = 1
    most_records = 1_000_000
    export_trouble = ""

    def _start_export(self, request: Request, tss: str, export: str) -> Any:
        check_uuid4(export)
        found = self.found(tss)
        if found.state not in ("INITIALIZED", "DISABLED", "DEFECTIVE"):
            raise Refusal(409, "E_TSS_ILLEGAL_STATE_TO_PERFORM_EXPORT")
        if export in found.exports:
            raise Refusal(400, "E_DUPLICATE_EXPORT")
        bounds = {name: int(value) for name, value in request.query}
        running = [each for each in found.exports.values() if each.state in ("PENDING", "WORKING")]
        if len(running) >= 10:
            raise Refusal(409, "E_TOO_MANY_EXPORTS")
        made = Export(lambda entry: _lies_in(entry, bounds), self.polls_until_ready)
        found.exports[export] = made
        chosen = sum(made.wanted(entry) for entry in found.core.entries)
        if self.export_trouble:
            made.exception = self.export_trouble
        elif chosen > self.most_records:
            made.exception = "E_TOO_MANY_RECORDS"
        elif not chosen:
            made.exception = "E_NO_DATA_AVAILABLE"
        return self._export_resource(found, export)

    def _get_export(self, _request: Request, tss: str, export: str) -> Any:
        found = self.found(tss)
        made = self._export(found, export)
        if made.state in ("PENDING", "WORKING"):
            if made.polls_left:
                made.polls_left -= 1
                made.state = "WORKING"
            else:
                made.state = "ERROR" if made.exception else "COMPLETED"
        after = (("Retry-After", "3"),) if made.state == "WORKING" else ()
        return Response(200, self._export_resource(found, export), after)

    def _cancel_export(self, _request: Request, tss: str, export: str) -> Any:
        found = self.found(tss)
        made = self._export(found, export)
        if made.state not in ("PENDING", "WORKING"):
            raise Refusal(400, "E_CANCEL_EXPORT")
        made.state = "CANCELLED"
        return self._export_resource(found, export)

    def _export_file(self, _request: Request, tss: str, export: str) -> Any:
        found = self.found(tss)
        made = self._export(found, export)
        if made.state != "COMPLETED":
            raise Refusal(404, "E_EXPORT_NOT_COMPLETED", retry_after=60)
        return Response(200, found.core.export(made.wanted), (("Content-Type", "application/x-tar"),))

    def _export(self, tss: Tss, export: str) -> Export:
        if export not in tss.exports:
            raise Refusal(404, "E_EXPORT_NOT_FOUND")
        return tss.exports[export]

    def _export_resource(self, tss: Tss, export: str) -> dict[str, Any]:
        made = tss.exports[export]
        resource = {
            "state": made.state,
            "time_request": int(self.clock().timestamp()),
            "tss_id": tss.id,
            "metadata": {},
            "_type": "EXPORT",
            "_id": export,
            "_env": self.env,
            "_version": "2.2.2",
        }
        return resource | ({"exception": made.exception} if made.state == "ERROR" else {})


def _lies_in(entry: Entry, bounds: dict[str, int]) -> bool:
    if not bounds.keys() <= {
        "start_transaction_number",
        "end_transaction_number",
        "start_date",
        "end_date",
        "start_signature_counter",
        "end_signature_counter",
    }:
        raise Refusal(400, "E_PARAMETER_MISMATCH")
    of_transactions = "start_transaction_number" in bounds or "end_transaction_number" in bounds
    if of_transactions and entry.transaction is None:
        return False
    return (
        bounds.get("start_transaction_number", 0) <= (entry.transaction or 0)
        and (entry.transaction or 0) <= bounds.get("end_transaction_number", 2**63)
        and bounds.get("start_date", 0) <= entry.log_time <= bounds.get("end_date", 2**63)
        and bounds.get("start_signature_counter", 0)
        <= entry.counter
        <= bounds.get("end_signature_counter", 2**63)
    )
