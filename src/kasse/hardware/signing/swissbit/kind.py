"""What the set-up assistant asks for a Swissbit TSE."""

from __future__ import annotations

from kasse.ports.signing import Field, TseKind

KIND = TseKind(
    "swissbit",
    "Swissbit TSE (USB, SD, LAN)",
    "TSE von Swissbit als USB-Stick, microSD- oder SD-Karte oder in der LAN-TSE. Es wird die Bibliothek des "
    "Herstellers gebraucht (libWormAPI.so oder WormAPI.dll); der Händler der TSE gibt sie ab.",
    (
        Field("library", "Bibliothek", "Datei libWormAPI.so oder WormAPI.dll, mit ganzem Pfad."),
        Field("mount", "Laufwerk", "Ordner oder Laufwerksbuchstabe der TSE. Leer bei der LAN-TSE."),
        Field(
            "lan_url", "Adresse der LAN-TSE", "Nur bei der LAN-TSE, zum Beispiel http://192.168.1.20:10000."
        ),
        Field(
            "lan_serial", "Seriennummer", "Nur wenn in der LAN-TSE mehrere TSEs stecken; der Anfang genügt."
        ),
        Field("lan_token", "Token der LAN-TSE", "Zugangskennung der LAN-TSE.", secret=True),
        Field(
            "admin_pin", "Admin-PIN", "Fünf Ziffern. Leer lassen, wenn kasse die TSE einrichtet.", secret=True
        ),
        Field(
            "time_admin_pin", "PIN des Zeit-Admins", "Fünf Ziffern. Leer, wenn kasse einrichtet.", secret=True
        ),
        Field("puk", "PUK", "Sechs Ziffern. Leer lassen, wenn kasse die TSE einrichtet.", secret=True),
        Field(
            "seed",
            "Einrichtungskennung",
            "Steht in den Unterlagen der TSE; bei Geräten aus dem Handel wie vorgegeben.",
            default="SwissbitSwissbit",
        ),
    ),
)
