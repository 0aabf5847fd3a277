"""Handing tables over: whether, how, and which tables never."""

from __future__ import annotations

from kasse.settings.kinds import NumberSet, Ranges, Switch
from kasse.settings.model import Setting

HAND_OVER = Setting(
    key="tables.hand_over",
    kind=Switch(),
    default=True,
    label="Tische übergeben und übernehmen",
    help="Ein Bediener darf seinen Tisch einem anderen übergeben oder dessen Tisch übernehmen. Dazu braucht er das "
    "Recht „Tischübergabe“.",
    page="Tische/Übergabe",
    words=(
        "tischübergabe auf anderen bediener",
        "tischübernahme von anderem bediener",
        "kontoübergabe",
        "kellnerwechsel",
        "schichtwechsel",
    ),
)
HAND_OVER_SALES = Setting(
    key="tables.hand_over_sales",
    kind=Switch(),
    default=False,
    label="Mit dem Umsatz",
    help="Was der bisherige Bediener auf dem Tisch boniert hat, zählt von der Übergabe an als Umsatz dessen, der ihn "
    "bekommt. Sonst bleibt es der Umsatz dessen, der boniert hat.",
    page="Tische/Übergabe",
    words=("mit umsatzübernahme", "umsatzbeteiligung", "bedienungsentgelt", "davon zusätzlich kassiert"),
    only_if=HAND_OVER,
)
HAND_OVER_PIN = Setting(
    key="tables.hand_over_pin",
    kind=Switch(),
    default=False,
    label="Mit der PIN des anderen",
    help="Wer einen Tisch bekommt oder abgibt, ohne selbst angemeldet zu sein, bestätigt das mit seiner PIN.",
    page="Tische/Übergabe",
    words=("mit bedienercode-eingabe", "bestätigung", "einverstanden"),
    only_if=HAND_OVER,
)
HAND_OVER_EXEMPT = Setting(
    key="tables.hand_over_exempt",
    kind=Ranges(1, 99_999, most=5_000),
    default=NumberSet(),
    label="Tische ohne Übergabe",
    help="Tische mit diesen Nummern werden weder übergeben noch übernommen.",
    page="Tische/Übergabe",
    words=("tischübergabe ausnahmen", "tischbereiche", "kontobereiche", "nummernbereich"),
    only_if=HAND_OVER,
)
