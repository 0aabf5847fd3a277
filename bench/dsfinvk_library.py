"""A child of `bench.dsfinvk`: FOLDER CLOSINGS has the library `dsfinvk` write the rows of some closings of an export.

The rows are in memory before the clock starts, in the types that the library asks for.
"""

from __future__ import annotations

import csv
import json
import sys
import tempfile
import time
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from dsfinvk import fields, models
from dsfinvk.collection import Collection
from dsfinvk.table import Model


def _typed(field: Any, text: str) -> Any:
    if isinstance(field, fields.NumericField):
        return Decimal(text.replace(",", "."))
    if isinstance(field, fields.BooleanField):
        return text == "1"
    if isinstance(field, fields.DateField):
        return date.fromisoformat(text)
    if isinstance(field, fields.StringField):
        return text
    return datetime.fromisoformat(text)


def _rows(path: Path, model: Any, closings: int) -> list[dict[str, Any]]:
    known = {field.name: field for field in model._fields}
    found: list[dict[str, Any]] = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            if int(row["Z_NR"]) > closings:
                break
            found.append(
                {name: _typed(known[name], text) for name, text in row.items() if text and name in known}
            )
    return found


def main() -> None:
    """Read, then let it write."""
    folder, closings = Path(sys.argv[1]), int(sys.argv[2])
    kinds: list[Any] = [
        kind
        for kind in vars(models).values()
        if isinstance(kind, type) and issubclass(kind, Model) and kind is not Model
    ]
    rows = [(kind, _rows(folder / str(kind._filename), kind, closings)) for kind in kinds]
    index, dtd = folder / "index.xml", folder / "gdpdu-01-09-2004.dtd"
    with tempfile.TemporaryDirectory(prefix="kasse-bench-") as work:
        begun = time.perf_counter()
        collection = Collection()
        for kind, values in rows:
            for value in values:
                collection.add(kind(**value))
        collection.write(str(Path(work) / "export.zip"), str(index), str(dtd))
        seconds = time.perf_counter() - begun
    print(json.dumps({"seconds": seconds, "rows": sum(len(values) for _, values in rows)}))


if __name__ == "__main__":
    main()
