<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="de">
  <context>
    <name>screens</name>
    <message>
      <source>1 Archiv der TSE wartet.</source>
      <translation>1 TSE archive is waiting.</translation>
    </message>
    <message>
      <source>1 Gast</source>
      <translation>1 guest</translation>
    </message>
    <message>
      <source>1 Papier wartet.</source>
      <translation>1 paper is waiting.</translation>
    </message>
    <message>
      <source>1 Selbstprüfung wartet.</source>
      <translation>1 self-check is waiting.</translation>
    </message>
    <message>
      <source>1 Tisch</source>
      <translation>1 table</translation>
    </message>
    <message>
      <source>1 Vorgang wartet auf die TSE</source>
      <translation>1 transaction waits for the TSE</translation>
    </message>
    <message>
      <source>AH</source>
      <translation>TA</translation>
    </message>
    <message>
      <source>AUTO TISCH</source>
      <translation>AUTO TABLE</translation>
    </message>
    <message>
      <source>Ab der eingestellten Nummer ist keiner frei. Bitte eine Nummer eingeben.</source>
      <translation>No table is free from the set number on. Please enter a number.</translation>
    </message>
    <message>
      <source>Abbrechen</source>
      <translation>Cancel</translation>
    </message>
    <message>
      <source>Abgebrochen: Davon gibt es kein Papier</source>
      <translation>Broken off: there is no paper of it</translation>
    </message>
    <message>
      <source>Abmelden</source>
      <translation>Sign out</translation>
    </message>
    <message>
      <source>Abrechnung {a}: Bargeld {b} €.</source>
      <translation>Settlement {a}: cash {b} €.</translation>
    </message>
    <message>
      <source>Abruf {a}. Gang</source>
      <translation>Call course {a}</translation>
    </message>
    <message>
      <source>Abschließen und drucken</source>
      <translation>Close and print</translation>
    </message>
    <message>
      <source>Abschluss Nr. {n}</source>
      <translation>Closing no. {n}</translation>
    </message>
    <message>
      <source>Achtung</source>
      <translation>attention</translation>
    </message>
    <message>
      <source>Alle</source>
      <translation>All</translation>
    </message>
    <message>
      <source>Alle Bediener</source>
      <translation>All staff</translation>
    </message>
    <message>
      <source>Alle Drucker haben Papier, hier wird nichts aufgehoben.</source>
      <translation>All printers have paper, nothing is kept here.</translation>
    </message>
    <message>
      <source>Alle Tische</source>
      <translation>All tables</translation>
    </message>
    <message>
      <source>Alle Tische geschlossen</source>
      <translation>All tables closed</translation>
    </message>
    <message>
      <source>Alle abrufen</source>
      <translation>Call all</translation>
    </message>
    <message>
      <source>Alle zeigen</source>
      <translation>Show all</translation>
    </message>
    <message>
      <source>Alle {n}</source>
      <translation>All {n}</translation>
    </message>
    <message>
      <source>Alles</source>
      <translation>Everything</translation>
    </message>
    <message>
      <source>Alles abgesichert</source>
      <translation>Everything secured</translation>
    </message>
    <message>
      <source>Als Favorit</source>
      <translation>As favourite</translation>
    </message>
    <message>
      <source>An diesem Tag gibt es nichts.</source>
      <translation>There is nothing on this day.</translation>
    </message>
    <message>
      <source>An dieser Kasse ist kein Belegdrucker eingerichtet.</source>
      <translation>No receipt printer is set up at this till.</translation>
    </message>
    <message>
      <source>An dieser Kasse ist kein Belegdrucker.</source>
      <translation>This till has no receipt printer.</translation>
    </message>
    <message>
      <source>An dieser Kasse ist keine Schublade angeschlossen.</source>
      <translation>This till has no drawer.</translation>
    </message>
    <message>
      <source>An {a} drucken</source>
      <translation>Print on {a}</translation>
    </message>
    <message>
      <source>Andere Zahlungsarten</source>
      <translation>Other ways to pay</translation>
    </message>
    <message>
      <source>Anmelden</source>
      <translation>Sign in</translation>
    </message>
    <message>
      <source>Ansehen</source>
      <translation>Look</translation>
    </message>
    <message>
      <source>Antippen gibt den Posten an {a}</source>
      <translation>A tap gives the item to {A}</translation>
    </message>
    <message>
      <source>Antippen nimmt es zurück</source>
      <translation>A tap takes it back</translation>
    </message>
    <message>
      <source>Antippen storniert die {n} € und bucht sie so neu.</source>
      <translation>A tap voids the {n} € and books them anew like this.</translation>
    </message>
    <message>
      <source>Artikel</source>
      <translation>Articles</translation>
    </message>
    <message>
      <source>Artikel suchen</source>
      <translation>Search article</translation>
    </message>
    <message>
      <source>Auch die Nummer einer Anzahlung. Was noch darauf ist, steht dann hier, bevor etwas abgezogen wird.</source>
      <translation>Also the number of a deposit. What is left on it is shown here before anything is taken off.</translation>
    </message>
    <message>
      <source>Auf Tisch {n} ist nichts offen.</source>
      <translation>Nothing is open on table {n}.</translation>
    </message>
    <message>
      <source>Auf Tisch {n} umbuchen</source>
      <translation>Transfer to table {n}</translation>
    </message>
    <message>
      <source>Auf dem Ziffernblock eingeben.</source>
      <translation>Enter it on the number pad.</translation>
    </message>
    <message>
      <source>Auf diesem Tisch hat nur {a} etwas offen.</source>
      <translation>Only {a} has something open on this table.</translation>
    </message>
    <message>
      <source>Auf diesem Tisch ist nichts gesendet.</source>
      <translation>Nothing has been sent on this table.</translation>
    </message>
    <message>
      <source>Auf diesem Tisch ist nichts offen.</source>
      <translation>Nothing is open on this table.</translation>
    </message>
    <message>
      <source>Auf diesem Tisch ist nichts zu buchen.</source>
      <translation>There is nothing to book on this table.</translation>
    </message>
    <message>
      <source>Auf diesem Tisch ist nichts zu kassieren.</source>
      <translation>There is nothing to pay on this table.</translation>
    </message>
    <message>
      <source>Auf diesem Tisch wartet kein Gang auf Abruf.</source>
      <translation>No course is on hold on this table.</translation>
    </message>
    <message>
      <source>Auf {a} hat sich inzwischen etwas geändert. Bitte mit „Umbuchen“ verlegen.</source>
      <translation>Something has changed on {A} meanwhile. Please move it with “Transfer”.</translation>
    </message>
    <message>
      <source>Auf {a} ist nichts offen.</source>
      <translation>Nothing is open on {A}.</translation>
    </message>
    <message>
      <source>Auf {n} bleiben {a} €.</source>
      <translation>{a} € stay on {n}.</translation>
    </message>
    <message>
      <source>Auf „{a}“ gebucht, Beleg {n}.</source>
      <translation>Booked on “{a}”, receipt {n}.</translation>
    </message>
    <message>
      <source>Auf „{a}“ gibt es diesen Rabatt nicht. Bitte einen anderen wählen.</source>
      <translation>“{a}” does not have this discount. Please choose another one.</translation>
    </message>
    <message>
      <source>Auf „{a}“ gibt es keinen Rabatt.</source>
      <translation>There is no discount on “{a}”.</translation>
    </message>
    <message>
      <source>Ausfall</source>
      <translation>Outage</translation>
    </message>
    <message>
      <source>Ausverkauft</source>
      <translation>Sold out</translation>
    </message>
    <message>
      <source>Auswahl</source>
      <translation>Choice</translation>
    </message>
    <message>
      <source>Bar</source>
      <translation>Cash</translation>
    </message>
    <message>
      <source>Bar gegeben</source>
      <translation>Cash given</translation>
    </message>
    <message>
      <source>Bar zurückgeben</source>
      <translation>Give back in cash</translation>
    </message>
    <message>
      <source>Bar {n}</source>
      <translation>Cash {n}</translation>
    </message>
    <message>
      <source>Bargeld</source>
      <translation>Cash</translation>
    </message>
    <message>
      <source>Bargeld gezählt</source>
      <translation>Cash counted</translation>
    </message>
    <message>
      <source>Bargeld nicht gezählt</source>
      <translation>Cash not counted</translation>
    </message>
    <message>
      <source>Bargeld zählen</source>
      <translation>Count cash</translation>
    </message>
    <message>
      <source>Bediener</source>
      <translation>Staff</translation>
    </message>
    <message>
      <source>Bediener {a}</source>
      <translation>Staff {a}</translation>
    </message>
    <message>
      <source>Bediener {n}</source>
      <translation>Staff {n}</translation>
    </message>
    <message>
      <source>Bedienerabrechnung</source>
      <translation>Staff settlement</translation>
    </message>
    <message>
      <source>Beenden</source>
      <translation>Quit</translation>
    </message>
    <message>
      <source>Beilage</source>
      <translation>Side</translation>
    </message>
    <message>
      <source>Beilage fehlt</source>
      <translation>side missing</translation>
    </message>
    <message>
      <source>Beilagen zu {a}</source>
      <translation>Sides for {a}</translation>
    </message>
    <message>
      <source>Beim Beenden geht das verloren.</source>
      <translation>Quitting loses it.</translation>
    </message>
    <message>
      <source>Beim nächsten Start bringt die Kasse ihn zu Ende.</source>
      <translation>The till completes it at the next start.</translation>
    </message>
    <message>
      <source>Beleg {a}</source>
      <translation>Receipt {a}</translation>
    </message>
    <message>
      <source>Beleg {a} ist ganz bezahlt.</source>
      <translation>Receipt {a} is wholly paid.</translation>
    </message>
    <message>
      <source>Beleg {n} ist abgebrochen.</source>
      <translation>Receipt {n} is broken off.</translation>
    </message>
    <message>
      <source>Beleg {n} ist begonnen, seine Absicherung steht noch aus.</source>
      <translation>Receipt {n} is begun, it is not secured yet.</translation>
    </message>
    <message>
      <source>Beleg {n} ist kein Verkauf.</source>
      <translation>Receipt {n} is no sale.</translation>
    </message>
    <message>
      <source>Beleg {n} ist kein Verkauf. Eine Rechnung gibt es nur zu einem Verkauf.</source>
      <translation>Receipt {n} is no sale. An invoice is only for a sale.</translation>
    </message>
    <message>
      <source>Beleg {n} ist kein Verkauf. Einen Bewirtungsbeleg gibt es nur zu einem Verkauf.</source>
      <translation>Receipt {n} is no sale. A business meal receipt is only for a sale.</translation>
    </message>
    <message>
      <source>Beleg {n} ist schon eine Rechnung an {a}. Bitte eine Kopie drucken.</source>
      <translation>Receipt {n} is an invoice to {a} already. Please print a copy.</translation>
    </message>
    <message>
      <source>Beleg {n} ist schon storniert, mit Beleg {a}.</source>
      <translation>Receipt {n} is voided already, by receipt {a}.</translation>
    </message>
    <message>
      <source>Beleg {n} ist schon storniert.</source>
      <translation>Receipt {n} is voided already.</translation>
    </message>
    <message>
      <source>Beleg {n} ist selbst ein Storno oder Test und wird nicht storniert.</source>
      <translation>Receipt {n} is itself a void or a test and is not voided.</translation>
    </message>
    <message>
      <source>Beleg {n} ist storniert, mit Beleg {a}. Dazu gibt es keine Rechnung.</source>
      <translation>Receipt {n} is voided, by receipt {a}. There is no invoice for it.</translation>
    </message>
    <message>
      <source>Beleg {n} lässt sich nicht auf „{a}“ ändern. Bitte anders wählen.</source>
      <translation>Receipt {n} cannot be changed to “{a}”. Please choose otherwise.</translation>
    </message>
    <message>
      <source>Beleg {n} lässt sich nicht stornieren: Er ist kein Verkaufsbeleg.</source>
      <translation>Receipt {n} cannot be voided: it is no sale.</translation>
    </message>
    <message>
      <source>Beleg {n} wird gerade noch abgesichert. Bitte gleich noch einmal.</source>
      <translation>Receipt {n} is still being secured. Please try again in a moment.</translation>
    </message>
    <message>
      <source>Beleg {n} wurde abgebrochen und hat kein Papier.</source>
      <translation>Receipt {n} was broken off and has no paper.</translation>
    </message>
    <message>
      <source>Beleg {n} wurde durch einen Ausfall abgebrochen. Bitte neu kassieren.</source>
      <translation>Receipt {n} was broken off by an outage. Please take the money again.</translation>
    </message>
    <message>
      <source>Beleg {n}.</source>
      <translation>Receipt {n}.</translation>
    </message>
    <message>
      <source>Belege</source>
      <translation>Receipts</translation>
    </message>
    <message>
      <source>Belegte Tische: {n}, {n2} €</source>
      <translation>Occupied tables: {n}, {n2} €</translation>
    </message>
    <message>
      <source>Bereiche</source>
      <translation>Areas</translation>
    </message>
    <message>
      <source>Bericht je Betrieb</source>
      <translation>Report per unit</translation>
    </message>
    <message>
      <source>Bestellung</source>
      <translation>Order</translation>
    </message>
    <message>
      <source>Betrag</source>
      <translation>Amount</translation>
    </message>
    <message>
      <source>Betrag …</source>
      <translation>Amount …</translation>
    </message>
    <message>
      <source>Betriebe</source>
      <translation>Units</translation>
    </message>
    <message>
      <source>Bewirtungsbeleg</source>
      <translation>Business meal</translation>
    </message>
    <message>
      <source>Bezahlen</source>
      <translation>Pay</translation>
    </message>
    <message>
      <source>Bezahlt</source>
      <translation>Paid</translation>
    </message>
    <message>
      <source>Bilder. Antippen führt zur Anmeldung</source>
      <translation>Pictures. A tap leads to sign-in</translation>
    </message>
    <message>
      <source>Bildschirm</source>
      <translation>Screen</translation>
    </message>
    <message>
      <source>Bisher am besten: {a}</source>
      <translation>Best so far: {A}</translation>
    </message>
    <message>
      <source>Bitte angeben, wer die Rechnung bekommt: den Rechnungsträger am Tisch eintragen.</source>
      <translation>Please say who gets the invoice: enter the payer at the table.</translation>
    </message>
    <message>
      <source>Bitte angeben, wofür das Geld ist.</source>
      <translation>Please say what the money is for.</translation>
    </message>
    <message>
      <source>Bitte den Tag abschließen, dann wird von selbst gesichert.</source>
      <translation>Please close the day, then a backup is made by itself.</translation>
    </message>
    <message>
      <source>Bitte die Nummer des Belegs in der Form 1-4711 eingeben.</source>
      <translation>Please enter the receipt's number like 1-4711.</translation>
    </message>
    <message>
      <source>Bitte die Nummer vom Gutschein eingeben oder scannen.</source>
      <translation>Please enter or scan the voucher's number.</translation>
    </message>
    <message>
      <source>Bitte die Nummer zu „{a}“ eingeben.</source>
      <translation>Please enter the number of “{a}”.</translation>
    </message>
    <message>
      <source>Bitte einen Betrag bis {n} € eingeben.</source>
      <translation>Please enter an amount up to {n} €.</translation>
    </message>
    <message>
      <source>Bitte einen Betrag eingeben.</source>
      <translation>Please enter an amount.</translation>
    </message>
    <message>
      <source>Bitte einen Betrag für „{a}“ eingeben.</source>
      <translation>Please enter an amount for “{a}”.</translation>
    </message>
    <message>
      <source>Bitte einen Grund für das Storno angeben.</source>
      <translation>Please give a reason for the void.</translation>
    </message>
    <message>
      <source>Bitte einen Grund für das Storno wählen.</source>
      <translation>Please choose a reason for the void.</translation>
    </message>
    <message>
      <source>Bitte einen Namen eingeben.</source>
      <translation>Please enter a name.</translation>
    </message>
    <message>
      <source>Bitte einen Preis für „{a}“ eingeben.</source>
      <translation>Please enter a price for “{a}”.</translation>
    </message>
    <message>
      <source>Bitte eingeben: {a}.</source>
      <translation>Please enter: {A}.</translation>
    </message>
    <message>
      <source>Bitte mit den Gästen klären.</source>
      <translation>Please check with the guests.</translation>
    </message>
    <message>
      <source>Bitte neu aufteilen.</source>
      <translation>Please split again.</translation>
    </message>
    <message>
      <source>Bitte noch einmal auf Senden tippen.</source>
      <translation>Please tap Send again.</translation>
    </message>
    <message>
      <source>Bitte noch einmal eingeben.</source>
      <translation>Please enter it again.</translation>
    </message>
    <message>
      <source>Bitte noch einmal senden</source>
      <translation>Please send again</translation>
    </message>
    <message>
      <source>Bitte noch einmal versuchen; bleibt es dabei, die Kasse neu starten.</source>
      <translation>Please try again; if it stays like this, restart the till.</translation>
    </message>
    <message>
      <source>Bitte warten – Touchbelegung wird aktualisiert</source>
      <translation>Please wait – the keys are being renewed</translation>
    </message>
    <message>
      <source>Bitte zuerst das Bargeld zählen und die Summe eingeben.</source>
      <translation>Please count the cash first and enter the total.</translation>
    </message>
    <message>
      <source>Bitte zuerst das Bargeld zählen.</source>
      <translation>Please count the cash first.</translation>
    </message>
    <message>
      <source>Bon {n}</source>
      <translation>Slip {n}</translation>
    </message>
    <message>
      <source>Bonieren</source>
      <translation>Order</translation>
    </message>
    <message>
      <source>Buchen</source>
      <translation>Book</translation>
    </message>
    <message>
      <source>DE123456789 – oder leer lassen</source>
      <translation>DE123456789 – or leave empty</translation>
    </message>
    <message>
      <source>Danach beginnt {a}.</source>
      <translation>Next is {A}.</translation>
    </message>
    <message>
      <source>Das Land bitte mit zwei Buchstaben angeben, etwa AT.</source>
      <translation>Please give the country in two letters, such as AT.</translation>
    </message>
    <message>
      <source>Das geht erst, wenn die Menüs abgerufen sind.</source>
      <translation>Possible only once the menus are called.</translation>
    </message>
    <message>
      <source>Das geht nach dem Senden.</source>
      <translation>Possible after sending.</translation>
    </message>
    <message>
      <source>Das geht, solange der Posten nicht gesendet ist.</source>
      <translation>Possible as long as the item is not sent.</translation>
    </message>
    <message>
      <source>Das ist der Tisch eines anderen. Bitte zuerst übernehmen.</source>
      <translation>This is somebody else's table. Please take it over first.</translation>
    </message>
    <message>
      <source>Das ist derselbe Tisch. Bitte einen anderen wählen.</source>
      <translation>That is the same table. Please choose another one.</translation>
    </message>
    <message>
      <source>Das ist eine Bankkarte. Bitte eine andere Karte oder einen Schlüssel nehmen.</source>
      <translation>This is a bank card. Please take another card or a key.</translation>
    </message>
    <message>
      <source>Das ist mehr als das Eingabelimit von {n}.</source>
      <translation>This is more than the input limit of {n}.</translation>
    </message>
    <message>
      <source>Das ist nicht die PIN von {a}. Bitte noch einmal eingeben.</source>
      <translation>This is not the PIN of {a}. Please enter it again.</translation>
    </message>
    <message>
      <source>Das ist nicht gebucht worden.</source>
      <translation>This has not been booked.</translation>
    </message>
    <message>
      <source>Das ist nicht mehr vorbestellt. Bitte den Tisch neu öffnen.</source>
      <translation>That is not ordered ahead any more. Please open the table again.</translation>
    </message>
    <message>
      <source>Das steht im Protokoll.</source>
      <translation>It is in the log.</translation>
    </message>
    <message>
      <source>Das war keine ganze Karte. Bitte noch einmal an den Leser halten.</source>
      <translation>That was not a whole card. Please hold it to the reader again.</translation>
    </message>
    <message>
      <source>Datenbank fehlt</source>
      <translation>No database</translation>
    </message>
    <message>
      <source>Dazu fehlt das Recht „Kassieren“.</source>
      <translation>This needs the right “Kassieren”.</translation>
    </message>
    <message>
      <source>Dazu fehlt das Recht „{a}“.</source>
      <translation>This needs the right “{a}”.</translation>
    </message>
    <message>
      <source>Dazu gibt es keinen Artikel.</source>
      <translation>There is no such article.</translation>
    </message>
    <message>
      <source>Dazu gibt es keinen Tisch.</source>
      <translation>There is no such table.</translation>
    </message>
    <message>
      <source>Den Bediener wechseln.</source>
      <translation>Change the waiter.</translation>
    </message>
    <message>
      <source>Den Code {a} haben mehrere.</source>
      <translation>Several have the code {a}.</translation>
    </message>
    <message>
      <source>Den Tag abschließen; in der Übung bleibt er offen.</source>
      <translation>Close the day; in practice it stays open.</translation>
    </message>
    <message>
      <source>Den Tisch antippen oder seine Nummer eingeben.</source>
      <translation>Tap the table or enter its number.</translation>
    </message>
    <message>
      <source>Den Tisch hat inzwischen ein anderer Bediener. Bitte noch einmal wählen.</source>
      <translation>Somebody else has the table meanwhile. Please choose again.</translation>
    </message>
    <message>
      <source>Den eigenen antippen zum Übergeben, einen anderen zum Übernehmen.</source>
      <translation>Tap your own to hand it over, another one to take it over.</translation>
    </message>
    <message>
      <source>Der Ausfall dauert noch an. Den Fehlerbehebungsbeleg gibt es, wenn er vorbei ist.</source>
      <translation>The outage is not over. Its slip is printed when it is.</translation>
    </message>
    <message>
      <source>Der Betrag bleibt stehen bis zur nächsten Eingabe.</source>
      <translation>The amount stays until the next entry.</translation>
    </message>
    <message>
      <source>Der Bewirtungsbeleg wird gedruckt.</source>
      <translation>The business meal receipt is being printed.</translation>
    </message>
    <message>
      <source>Der Gast bekommt {n} € zurück. Ausgezahlt wird bar.</source>
      <translation>The guest gets {n} € back. It is paid out in cash.</translation>
    </message>
    <message>
      <source>Der Preis für „{a}“ darf nicht negativ sein.</source>
      <translation>The price of “{a}” must not be negative.</translation>
    </message>
    <message>
      <source>Der Rabatt auf „{a}“ muss zwischen 0,00 und {b} € liegen.</source>
      <translation>The discount on “{a}” must be between 0,00 and {b} €.</translation>
    </message>
    <message>
      <source>Der Rabatt ist höher als die Rechnung. Bitte einen kleineren wählen.</source>
      <translation>The discount is more than the bill. Please choose a smaller one.</translation>
    </message>
    <message>
      <source>Der Rabatt ist höher als {n} €.</source>
      <translation>The discount is more than {n} €.</translation>
    </message>
    <message>
      <source>Der Rabatt muss zwischen 0 und {a} € liegen.</source>
      <translation>The discount must be between 0 and {a} €.</translation>
    </message>
    <message>
      <source>Der Rabatt muss zwischen 0,01 und {n} € liegen.</source>
      <translation>The discount must be between 0,01 and {n} €.</translation>
    </message>
    <message>
      <source>Der Schlüssel ist nicht richtig gelesen worden. Bitte noch einmal anlegen.</source>
      <translation>The key was not read properly. Please put it on again.</translation>
    </message>
    <message>
      <source>Der Tag wird gerade abgeschlossen.</source>
      <translation>The day is being closed.</translation>
    </message>
    <message>
      <source>Der Tisch wurde inzwischen geändert.</source>
      <translation>The table has been changed meanwhile.</translation>
    </message>
    <message>
      <source>Der Zwischenbericht wird gedruckt.</source>
      <translation>The interim report is being printed.</translation>
    </message>
    <message>
      <source>Der erste Gang kommt gleich, spätere warten auf Abruf.</source>
      <translation>The first course comes at once, later ones wait for the call.</translation>
    </message>
    <message>
      <source>Der ganze Tisch</source>
      <translation>The whole table</translation>
    </message>
    <message>
      <source>Der nächste freie Tisch. Ein anderer wird auf dem Ziffernblock eingegeben.</source>
      <translation>The next free table. Enter another one on the number pad.</translation>
    </message>
    <message>
      <source>Der {a}. Gang ist abgerufen.</source>
      <translation>Course {a} is called.</translation>
    </message>
    <message>
      <source>Die Auto-Tischsuche ist an dieser Kasse nicht eingeschaltet.</source>
      <translation>The automatic table search is switched off at this till.</translation>
    </message>
    <message>
      <source>Die Belege tragen Ausfallnummer {n}.</source>
      <translation>Receipts bear outage number {n}.</translation>
    </message>
    <message>
      <source>Die Kopie wird gedruckt.</source>
      <translation>The copy is being printed.</translation>
    </message>
    <message>
      <source>Die Menge für „{a}“ muss zwischen 0,001 und {b} liegen.</source>
      <translation>The quantity of “{a}” must be between 0,001 and {b}.</translation>
    </message>
    <message>
      <source>Die Nummer {n} ist schon vergeben. Bitte eine andere wählen.</source>
      <translation>The number {n} is taken. Please choose another one.</translation>
    </message>
    <message>
      <source>Die Rechnung an {a} wird gedruckt.</source>
      <translation>The invoice to {a} is being printed.</translation>
    </message>
    <message>
      <source>Die Schublade ist offen. {a}</source>
      <translation>The drawer is open. {A}</translation>
    </message>
    <message>
      <source>Die TSE antwortet nicht: Der Beleg trägt den Ausfallvermerk.</source>
      <translation>The TSE does not answer: the receipt bears the outage note.</translation>
    </message>
    <message>
      <source>Die TSE ist bereit.</source>
      <translation>The TSE is ready.</translation>
    </message>
    <message>
      <source>Die TSE ist seit {a} Uhr ausgefallen.</source>
      <translation>The TSE has been down since {a}.</translation>
    </message>
    <message>
      <source>Die Teilzahlung ist verworfen.</source>
      <translation>The part payment is dropped.</translation>
    </message>
    <message>
      <source>Die USt-IdNr. beginnt mit zwei Buchstaben, etwa DE123456789. Bitte prüfen oder weglassen.</source>
      <translation>The VAT ID begins with two letters, such as DE123456789. Please check it or leave it out.</translation>
    </message>
    <message>
      <source>Die Zahl der Gäste muss zwischen 0 und 999 liegen.</source>
      <translation>The number of guests must be between 0 and 999.</translation>
    </message>
    <message>
      <source>Die Zahlen werden noch zusammengezählt.</source>
      <translation>The figures are still being added up.</translation>
    </message>
    <message>
      <source>Die Zahlung wird gerade abgesichert.</source>
      <translation>The payment is being secured.</translation>
    </message>
    <message>
      <source>Die Zwischenrechnung wird gedruckt.</source>
      <translation>The interim bill is being printed.</translation>
    </message>
    <message>
      <source>Die begonnene Zahlung geht weiter.</source>
      <translation>The payment that was begun goes on.</translation>
    </message>
    <message>
      <source>Die gemeinsame Datenbank ist erreichbar.</source>
      <translation>The shared database can be reached.</translation>
    </message>
    <message>
      <source>Die gemeinsame Datenbank ist nicht erreichbar.</source>
      <translation>The shared database cannot be reached.</translation>
    </message>
    <message>
      <source>Die nächsten {n} zeigen</source>
      <translation>Show the next {n}</translation>
    </message>
    <message>
      <source>Dienstag</source>
      <translation>Tuesday</translation>
    </message>
    <message>
      <source>Diese Karte hat schon {a}. Bitte dort zuerst wegnehmen.</source>
      <translation>{a} has this card already. Please take it away there first.</translation>
    </message>
    <message>
      <source>Diese Karte kennt die Kasse nicht. Die Leitung kann sie unter Bediener zuordnen.</source>
      <translation>The till does not know this card. The manager can assign it under staff.</translation>
    </message>
    <message>
      <source>Diese Kasse ist seit {a} außer Betrieb. Verkauft werden kann erst wieder nach einer neuen Inbetriebnahme.</source>
      <translation>This till has been out of use since {a}. It can sell again after a new commissioning.</translation>
    </message>
    <message>
      <source>Diese PIN haben mehrere. Bitte zuerst den Namen antippen.</source>
      <translation>Several have this PIN. Please tap the name first.</translation>
    </message>
    <message>
      <source>Diese PIN stimmt nicht. Bitte noch einmal eingeben.</source>
      <translation>This PIN is wrong. Please enter it again.</translation>
    </message>
    <message>
      <source>Diesen Rabatt darf {a} hier nicht geben. Bitte einen anderen wählen oder die Leitung rufen.</source>
      <translation>{a} may not give this discount here. Please choose another one or call the manager.</translation>
    </message>
    <message>
      <source>Diesen Rabatt darf {a} nicht geben.</source>
      <translation>{a} may not give this discount.</translation>
    </message>
    <message>
      <source>Diesen Rabatt darf {a} nicht geben. Bitte einen anderen wählen oder die Leitung rufen.</source>
      <translation>{a} may not give this discount. Please choose another one or call the manager.</translation>
    </message>
    <message>
      <source>Diesen Rabatt gibt es auf diese Artikel nicht.</source>
      <translation>This discount is not for these articles.</translation>
    </message>
    <message>
      <source>Diesen Tisch bedient {a}{b}. Bitte übergeben lassen.</source>
      <translation>This table is served by {a}{b}. Please have it handed over.</translation>
    </message>
    <message>
      <source>Dieser Posten ist nicht mehr offen. Bitte den Tisch neu öffnen.</source>
      <translation>This item is not open any more. Please open the table again.</translation>
    </message>
    <message>
      <source>Dieser Posten wird noch gesendet.</source>
      <translation>This item is still being sent.</translation>
    </message>
    <message>
      <source>Dieser Tisch ist inzwischen abgerechnet oder umgebucht.</source>
      <translation>This table has been paid or transferred meanwhile.</translation>
    </message>
    <message>
      <source>Dieses Papier wurde ohne Bild gedruckt</source>
      <translation>This paper was printed without a picture</translation>
    </message>
    <message>
      <source>Differenz</source>
      <translation>Difference</translation>
    </message>
    <message>
      <source>Differenz {n} €.</source>
      <translation>Difference {n} €.</translation>
    </message>
    <message>
      <source>Direktverkauf</source>
      <translation>Direct sale</translation>
    </message>
    <message>
      <source>Donnerstag</source>
      <translation>Thursday</translation>
    </message>
    <message>
      <source>Drucken</source>
      <translation>Print</translation>
    </message>
    <message>
      <source>Drucker {a}:</source>
      <translation>Printer {a}:</translation>
    </message>
    <message>
      <source>Ein Posten ist nicht mehr offen. Bitte den Tisch neu öffnen.</source>
      <translation>An item is not open any more. Please open the table again.</translation>
    </message>
    <message>
      <source>Ein Rabatt liegt zwischen 0 und 100 % und braucht einen Betrag.</source>
      <translation>A discount is between 0 and 100 % and needs an amount.</translation>
    </message>
    <message>
      <source>Ein Storno lässt sich nicht stornieren.</source>
      <translation>A void cannot be voided.</translation>
    </message>
    <message>
      <source>Ein Trinkgeld kann nicht negativ sein.</source>
      <translation>A tip cannot be negative.</translation>
    </message>
    <message>
      <source>Ein Vorgang wird gerade noch abgesichert. Bitte gleich noch einmal; bleibt es dabei, kasse neu starten.</source>
      <translation>A transaction is still being secured. Please try again in a moment; if it stays like this, restart kasse.</translation>
    </message>
    <message>
      <source>Ein gegebener Betrag muss größer als 0 sein.</source>
      <translation>An amount given must be more than 0.</translation>
    </message>
    <message>
      <source>Ein internes Konto {n} gibt es nicht.</source>
      <translation>There is no internal account {n}.</translation>
    </message>
    <message>
      <source>Ein- und Auszahlungen</source>
      <translation>Cash in and out</translation>
    </message>
    <message>
      <source>Eine Gutscheinnummer hat höchstens 50 Zeichen.</source>
      <translation>A voucher number has 50 signs at most.</translation>
    </message>
    <message>
      <source>Eine Kopie der letzten Rechnung drucken.</source>
      <translation>Print a copy of the last bill.</translation>
    </message>
    <message>
      <source>Eine PIN hat 4 bis 12 Ziffern.</source>
      <translation>A PIN has 4 to 12 digits.</translation>
    </message>
    <message>
      <source>Eine PIN hat hier {a} Ziffern.</source>
      <translation>A PIN has {a} digits here.</translation>
    </message>
    <message>
      <source>Eine Preisebene {a} gibt es nicht. Bitte 1 bis {b} wählen.</source>
      <translation>There is no price level {a}. Please choose 1 to {b}.</translation>
    </message>
    <message>
      <source>Eine Restmenge liegt zwischen 0 und {a}.</source>
      <translation>A quantity left is between 0 and {a}.</translation>
    </message>
    <message>
      <source>Eine Zahlungsart „{a}“ gibt es nicht.</source>
      <translation>There is no way to pay “{a}”.</translation>
    </message>
    <message>
      <source>Eine offene Rechnung wird mit Geld bezahlt. Bitte eine andere Zahlungsart wählen.</source>
      <translation>An open bill is paid with money. Please choose another way to pay.</translation>
    </message>
    <message>
      <source>Einen Artikel als ausverkauft melden.</source>
      <translation>Report an article as sold out.</translation>
    </message>
    <message>
      <source>Einen Artikel mit der Nummer {n} gibt es nicht.</source>
      <translation>There is no article with the number {n}.</translation>
    </message>
    <message>
      <source>Einen Artikel „{a}“ gibt es nicht.</source>
      <translation>There is no article “{a}”.</translation>
    </message>
    <message>
      <source>Einen Ausfall {n} gibt es an dieser Kasse nicht.</source>
      <translation>There is no outage {n} at this till.</translation>
    </message>
    <message>
      <source>Einen Bediener mit der Nummer {n} gibt es nicht.</source>
      <translation>There is nobody with the number {n}.</translation>
    </message>
    <message>
      <source>Einen Beleg {n} gibt es an dieser Kasse nicht.</source>
      <translation>There is no receipt {n} at this till.</translation>
    </message>
    <message>
      <source>Einen Betrieb „{a}“ gab es am {b} nicht. Es gibt: {c}.</source>
      <translation>There was no unit “{a}” on {b}. There are: {c}.</translation>
    </message>
    <message>
      <source>Einen Gutschein {a} gibt es nicht. Bitte die Nummer prüfen.</source>
      <translation>There is no voucher {a}. Please check the number.</translation>
    </message>
    <message>
      <source>Einen Tisch {n} gibt es nicht.</source>
      <translation>There is no table {n}.</translation>
    </message>
    <message>
      <source>Einen späteren Tag gibt es noch nicht.</source>
      <translation>There is no later day yet.</translation>
    </message>
    <message>
      <source>Eingabe</source>
      <translation>Entry</translation>
    </message>
    <message>
      <source>Einlage</source>
      <translation>Cash in</translation>
    </message>
    <message>
      <source>Einlösen</source>
      <translation>Redeem</translation>
    </message>
    <message>
      <source>Einstellungen</source>
      <translation>Settings</translation>
    </message>
    <message>
      <source>Einzeln</source>
      <translation>One by one</translation>
    </message>
    <message>
      <source>Entnahme</source>
      <translation>Cash out</translation>
    </message>
    <message>
      <source>Er wird gedruckt.</source>
      <translation>It is being printed.</translation>
    </message>
    <message>
      <source>Erst den Betrag auf dem Ziffernblock tippen.</source>
      <translation>First type the amount on the number pad.</translation>
    </message>
    <message>
      <source>Erst die Zahl, dann × für den gewählten neuen Posten.</source>
      <translation>First the number, then × for the chosen new item.</translation>
    </message>
    <message>
      <source>Erst diesen Gast fertig kassieren.</source>
      <translation>Finish this guest's payment first.</translation>
    </message>
    <message>
      <source>Erst zurücknehmen, dann den Rabatt ändern.</source>
      <translation>Take it back first, then change the discount.</translation>
    </message>
    <message>
      <source>Erster Treffer</source>
      <translation>First match</translation>
    </message>
    <message>
      <source>Es fehlen noch {n} €.</source>
      <translation>{n} € are still missing.</translation>
    </message>
    <message>
      <source>Es gibt nichts rückgängig zu machen.</source>
      <translation>There is nothing to undo.</translation>
    </message>
    <message>
      <source>Es gibt nur eine Karte.</source>
      <translation>There is only one menu.</translation>
    </message>
    <message>
      <source>Es ist kein Tisch belegt.</source>
      <translation>No table is occupied.</translation>
    </message>
    <message>
      <source>Es ist kein internes Konto angelegt.</source>
      <translation>There is no internal account.</translation>
    </message>
    <message>
      <source>Es ist keine Zahlungsart für Bargeld angelegt. Bitte unter Zahlungsarten anlegen.</source>
      <translation>There is no way to pay in cash. Please add one under Zahlungsarten.</translation>
    </message>
    <message>
      <source>Es ist keine Zahlungsart für Gutscheine angelegt. Bitte anders zahlen.</source>
      <translation>There is no way to pay by voucher. Please pay otherwise.</translation>
    </message>
    <message>
      <source>Es ist keine Zahlungsart für Karten angelegt.</source>
      <translation>There is no way to pay by card.</translation>
    </message>
    <message>
      <source>Es ist nichts zu buchen.</source>
      <translation>There is nothing to book.</translation>
    </message>
    <message>
      <source>Es ist nichts zu zahlen.</source>
      <translation>There is nothing to pay.</translation>
    </message>
    <message>
      <source>Es ist noch nichts boniert.</source>
      <translation>Nothing has been ordered yet.</translation>
    </message>
    <message>
      <source>Es ist noch nichts gezählt.</source>
      <translation>Nothing has been counted yet.</translation>
    </message>
    <message>
      <source>Es ist schon etwas gegeben.</source>
      <translation>Something has been given already.</translation>
    </message>
    <message>
      <source>Es wird von selbst nachgeholt. Bleibt es über Nacht dabei, bitte die Kasse neu starten.</source>
      <translation>It is made up for by itself. If it stays so overnight, please restart the till.</translation>
    </message>
    <message>
      <source>Fertig</source>
      <translation>Done</translation>
    </message>
    <message>
      <source>Finanzamt</source>
      <translation>Tax office</translation>
    </message>
    <message>
      <source>Firma oder Name</source>
      <translation>Company or name</translation>
    </message>
    <message>
      <source>Frei wählen darf der Bediener den Betrag nicht.</source>
      <translation>You may not choose the amount freely.</translation>
    </message>
    <message>
      <source>Freitag</source>
      <translation>Friday</translation>
    </message>
    <message>
      <source>Für Berichte ist kein Drucker eingerichtet.</source>
      <translation>No printer is set up for reports.</translation>
    </message>
    <message>
      <source>Für den Betrieb eine TSE anschließen.</source>
      <translation>For business connect a TSE.</translation>
    </message>
    <message>
      <source>Für diese Währung ist kein Kurs eingetragen. Bitte den Kurs eintragen.</source>
      <translation>This currency has no rate. Please enter the rate.</translation>
    </message>
    <message>
      <source>Für diesen Tisch sind keine Menüs vorbestellt.</source>
      <translation>No menus are ordered ahead for this table.</translation>
    </message>
    <message>
      <source>Für eine Rechnung fehlt: {a}. Bitte Name und vollständige Anschrift eingeben.</source>
      <translation>Missing for an invoice: {A}. Please enter name and full address.</translation>
    </message>
    <message>
      <source>Für wen ist der Tisch?</source>
      <translation>Who is the table for?</translation>
    </message>
    <message>
      <source>Für {a} vorbestellt.</source>
      <translation>Ordered ahead for {A}.</translation>
    </message>
    <message>
      <source>Gang</source>
      <translation>Course</translation>
    </message>
    <message>
      <source>Gang abrufen</source>
      <translation>Call course</translation>
    </message>
    <message>
      <source>Ganze Rechnung</source>
      <translation>Whole bill</translation>
    </message>
    <message>
      <source>Gast</source>
      <translation>Guest</translation>
    </message>
    <message>
      <source>Gast {n}</source>
      <translation>Guest {n}</translation>
    </message>
    <message>
      <source>Gebucht ist noch nichts.</source>
      <translation>Nothing has been booked yet.</translation>
    </message>
    <message>
      <source>Gebucht wird nichts, Getipptes bleibt stehen. Bitte Netzkabel, Router und Server prüfen.</source>
      <translation>Nothing is booked, what was typed stays. Please check network cable, router and server.</translation>
    </message>
    <message>
      <source>Gefundene Artikel</source>
      <translation>Articles found</translation>
    </message>
    <message>
      <source>Gefundene Tische</source>
      <translation>Tables found</translation>
    </message>
    <message>
      <source>Gegeben</source>
      <translation>Given</translation>
    </message>
    <message>
      <source>Gegeben in {a}</source>
      <translation>Given in {a}</translation>
    </message>
    <message>
      <source>Gegeben {n}</source>
      <translation>Given {n}</translation>
    </message>
    <message>
      <source>Geprüft</source>
      <translation>Checked</translation>
    </message>
    <message>
      <source>Geräte und Meldungen</source>
      <translation>Devices and news</translation>
    </message>
    <message>
      <source>Geschafft, kürzer geht es nicht.</source>
      <translation>Done, and it cannot be shorter.</translation>
    </message>
    <message>
      <source>Geschafft.</source>
      <translation>Done.</translation>
    </message>
    <message>
      <source>Geteilt wird durch 2 bis 99, und für jeden muss etwas zu zahlen bleiben.</source>
      <translation>Split by 2 to 99, and something must be left to pay for each.</translation>
    </message>
    <message>
      <source>Gewählter Posten</source>
      <translation>Chosen item</translation>
    </message>
    <message>
      <source>Gezählt</source>
      <translation>Counted</translation>
    </message>
    <message>
      <source>Gezählt wird ab dem Tischplan.</source>
      <translation>Counting begins at the table plan.</translation>
    </message>
    <message>
      <source>Gezählt wird, sobald {a} offen ist.</source>
      <translation>Counting begins as soon as {A} is open.</translation>
    </message>
    <message>
      <source>Gezählt {n}</source>
      <translation>Counted {n}</translation>
    </message>
    <message>
      <source>Gilt, bis der Tisch verlassen wird.</source>
      <translation>Holds until the table is left.</translation>
    </message>
    <message>
      <source>Gleich kommt die erste Sicherung nach {a}.</source>
      <translation>The first backup to {a} comes in a moment.</translation>
    </message>
    <message>
      <source>Gleich teilen</source>
      <translation>Split equally</translation>
    </message>
    <message>
      <source>Groß</source>
      <translation>Shift</translation>
    </message>
    <message>
      <source>Grund antippen, dann ist storniert.</source>
      <translation>Tap a reason and it is voided.</translation>
    </message>
    <message>
      <source>Gutschein</source>
      <translation>Voucher</translation>
    </message>
    <message>
      <source>Gutschein prüfen</source>
      <translation>Check voucher</translation>
    </message>
    <message>
      <source>Gutscheine und Anzahlungen gehen nicht auf ein internes Konto. Bitte kassieren.</source>
      <translation>Vouchers and deposits cannot go to an internal account. Please take the money.</translation>
    </message>
    <message>
      <source>Gäste</source>
      <translation>Guests</translation>
    </message>
    <message>
      <source>Halb</source>
      <translation>Half</translation>
    </message>
    <message>
      <source>Heute</source>
      <translation>Today</translation>
    </message>
    <message>
      <source>Heute gibt es noch keine Rechnung</source>
      <translation>No bill yet today</translation>
    </message>
    <message>
      <source>Hier bedient auch {a}.</source>
      <translation>{a} serves here, too.</translation>
    </message>
    <message>
      <source>Hier gibt es nichts zu stornieren.</source>
      <translation>There is nothing to void here.</translation>
    </message>
    <message>
      <source>Hier wird nur auf Tische verkauft.</source>
      <translation>Only tables are sold to here.</translation>
    </message>
    <message>
      <source>Im Haus</source>
      <translation>Eat in</translation>
    </message>
    <message>
      <source>In Cent eingeben: 1 2 5 0 sind 12,50 €.</source>
      <translation>Enter cents: 1 2 5 0 is 12,50 €.</translation>
    </message>
    <message>
      <source>In Gramm: 2 3 5 sind 0,235 kg.</source>
      <translation>In grams: 2 3 5 is 0,235 kg.</translation>
    </message>
    <message>
      <source>In den letzten {n} Minuten</source>
      <translation>In the last {n} minutes</translation>
    </message>
    <message>
      <source>In der Auto-Tischsuche ist kein Tisch mehr frei. Bitte einen von Hand wählen.</source>
      <translation>The automatic search finds no free table. Please choose one by hand.</translation>
    </message>
    <message>
      <source>In der Übung bleibt die Schublade zu.</source>
      <translation>The drawer stays shut in practice.</translation>
    </message>
    <message>
      <source>In der Übung gibt es keine Berichte.</source>
      <translation>There are no reports in practice.</translation>
    </message>
    <message>
      <source>In der Übung werden keine Menüs abgerufen.</source>
      <translation>No menus are called in practice.</translation>
    </message>
    <message>
      <source>In der Übung wird nichts abgerechnet.</source>
      <translation>Nothing is settled in practice.</translation>
    </message>
    <message>
      <source>In der Übung wird nichts vorbestellt.</source>
      <translation>Nothing is ordered ahead in practice.</translation>
    </message>
    <message>
      <source>In diesem Land gibt es hier nichts zu tun.</source>
      <translation>In this country there is nothing to do here.</translation>
    </message>
    <message>
      <source>Intern</source>
      <translation>Internal</translation>
    </message>
    <message>
      <source>Intern gebucht</source>
      <translation>Booked internally</translation>
    </message>
    <message>
      <source>Interne Belege</source>
      <translation>Internal receipts</translation>
    </message>
    <message>
      <source>Interner Beleg</source>
      <translation>Internal receipt</translation>
    </message>
    <message>
      <source>Internes Konto</source>
      <translation>Internal account</translation>
    </message>
    <message>
      <source>Jetzt läuft {a}.</source>
      <translation>Now it is {A}.</translation>
    </message>
    <message>
      <source>Karte</source>
      <translation>Card</translation>
    </message>
    <message>
      <source>Karte an den Leser</source>
      <translation>Card at the reader</translation>
    </message>
    <message>
      <source>Karte wechseln</source>
      <translation>Change menu</translation>
    </message>
    <message>
      <source>Kasse</source>
      <translation>Till</translation>
    </message>
    <message>
      <source>Kasse {a}</source>
      <translation>Till {a}</translation>
    </message>
    <message>
      <source>Kasse; Tagesabschluss; Abschließen und drucken</source>
      <translation>Till; Closing of the day; Close and print</translation>
    </message>
    <message>
      <source>Kassen {a}</source>
      <translation>Tills {a}</translation>
    </message>
    <message>
      <source>Kassenbewegung</source>
      <translation>Cash movement</translation>
    </message>
    <message>
      <source>Kassendatum {a}</source>
      <translation>Business date {A}</translation>
    </message>
    <message>
      <source>Kassendatum {a} · {b}</source>
      <translation>Business date {A} · {b}</translation>
    </message>
    <message>
      <source>Kassieren</source>
      <translation>Take payment</translation>
    </message>
    <message>
      <source>Kein Favorit mehr</source>
      <translation>No favourite any more</translation>
    </message>
    <message>
      <source>Kein belegter Tisch beginnt mit {a}.</source>
      <translation>No occupied table begins with {a}.</translation>
    </message>
    <message>
      <source>Kein virtueller Drucker hat etwas gedruckt</source>
      <translation>No virtual printer has printed anything</translation>
    </message>
    <message>
      <source>Keine Rechnung ist offen</source>
      <translation>No bill is open</translation>
    </message>
    <message>
      <source>Komma</source>
      <translation>comma</translation>
    </message>
    <message>
      <source>Kopie drucken</source>
      <translation>Print copy</translation>
    </message>
    <message>
      <source>Korrekturen</source>
      <translation>Corrections</translation>
    </message>
    <message>
      <source>Kürzer: {a}</source>
      <translation>Shorter: {A}</translation>
    </message>
    <message>
      <source>Lade</source>
      <translation>Drawer</translation>
    </message>
    <message>
      <source>Leerzeichen</source>
      <translation>Space</translation>
    </message>
    <message>
      <source>Letzte Bonierungen</source>
      <translation>Last orders</translation>
    </message>
    <message>
      <source>Letzte Papiere</source>
      <translation>Last papers</translation>
    </message>
    <message>
      <source>Letzte Rechnungen</source>
      <translation>Last bills</translation>
    </message>
    <message>
      <source>Links antippen</source>
      <translation>Tap at the left</translation>
    </message>
    <message>
      <source>Liste</source>
      <translation>List</translation>
    </message>
    <message>
      <source>Mangel</source>
      <translation>Fault</translation>
    </message>
    <message>
      <source>Mehr</source>
      <translation>More</translation>
    </message>
    <message>
      <source>Mehr als {a} Favoriten sind nicht vorgesehen. Bitte zuerst einen herausnehmen.</source>
      <translation>There is no room for more than {a} favourites. Please take one out first.</translation>
    </message>
    <message>
      <source>Meine</source>
      <translation>Mine</translation>
    </message>
    <message>
      <source>Meine Tische</source>
      <translation>My tables</translation>
    </message>
    <message>
      <source>Meldung zeigen</source>
      <translation>Show the news</translation>
    </message>
    <message>
      <source>Menge</source>
      <translation>Quantity</translation>
    </message>
    <message>
      <source>Menü-Abruf</source>
      <translation>Menu call</translation>
    </message>
    <message>
      <source>Menü-Abruf {a}</source>
      <translation>Menu call {A}</translation>
    </message>
    <message>
      <source>Menübestellung</source>
      <translation>Menu order</translation>
    </message>
    <message>
      <source>Menüs ruft ab, wer den Tisch bedient.</source>
      <translation>Menus are called by whoever serves the table.</translation>
    </message>
    <message>
      <source>Mittwoch</source>
      <translation>Wednesday</translation>
    </message>
    <message>
      <source>Montag</source>
      <translation>Monday</translation>
    </message>
    <message>
      <source>MwSt</source>
      <translation>VAT</translation>
    </message>
    <message>
      <source>Münzen und Scheine</source>
      <translation>Coins and notes</translation>
    </message>
    <message>
      <source>Nach Neustart · nicht gesendet</source>
      <translation>After restart · not sent</translation>
    </message>
    <message>
      <source>Nach dem Neustart wieder da, noch nicht gesendet:</source>
      <translation>Back after the restart, not sent yet:</translation>
    </message>
    <message>
      <source>Name</source>
      <translation>Name</translation>
    </message>
    <message>
      <source>Name eingeben</source>
      <translation>Enter name</translation>
    </message>
    <message>
      <source>Name für {a}</source>
      <translation>Name for {A}</translation>
    </message>
    <message>
      <source>Name oder Nummer</source>
      <translation>Name or number</translation>
    </message>
    <message>
      <source>Name, Anschrift</source>
      <translation>Name, address</translation>
    </message>
    <message>
      <source>Name, Ort oder Belegnummer; ein Teil davon genügt.</source>
      <translation>Name, town or receipt number; a part of it is enough.</translation>
    </message>
    <message>
      <source>Namen antippen</source>
      <translation>Tap a name</translation>
    </message>
    <message>
      <source>Neu von {a} · nicht gesendet</source>
      <translation>New by {a} · not sent</translation>
    </message>
    <message>
      <source>Neu zählen</source>
      <translation>Count again</translation>
    </message>
    <message>
      <source>Neu · noch nicht gesendet</source>
      <translation>New · not sent yet</translation>
    </message>
    <message>
      <source>Neuer Preis für {a}</source>
      <translation>New price for {a}</translation>
    </message>
    <message>
      <source>Nicht gesendet · von {a}</source>
      <translation>Not sent · by {a}</translation>
    </message>
    <message>
      <source>Nicht mehr zählen</source>
      <translation>Stop counting</translation>
    </message>
    <message>
      <source>Nicht wieder auf dem Bon</source>
      <translation>Not back on the ticket</translation>
    </message>
    <message>
      <source>Nichts davon</source>
      <translation>None of it</translation>
    </message>
    <message>
      <source>Nichts mehr offen</source>
      <translation>Nothing open</translation>
    </message>
    <message>
      <source>Nichts wartet.</source>
      <translation>Nothing is waiting.</translation>
    </message>
    <message>
      <source>Noch einmal auf Bar oder Karte tippen bringt ihn zu Ende, ohne etwas doppelt zu buchen.</source>
      <translation>Tapping Cash or Card again completes it without booking anything twice.</translation>
    </message>
    <message>
      <source>Noch kein Umsatz</source>
      <translation>No sales yet</translation>
    </message>
    <message>
      <source>Noch nicht gesendet, neuer Preis</source>
      <translation>Not sent yet, new price</translation>
    </message>
    <message>
      <source>Noch nicht gesendet: {a}.</source>
      <translation>Not sent yet: {A}.</translation>
    </message>
    <message>
      <source>Noch nicht gesendet: {a}. Bitte zuerst senden oder verwerfen.</source>
      <translation>Not sent yet: {A}. Please send or drop it first.</translation>
    </message>
    <message>
      <source>Noch nichts bestellt</source>
      <translation>Nothing ordered yet</translation>
    </message>
    <message>
      <source>Noch nie gesichert.</source>
      <translation>Never backed up so far.</translation>
    </message>
    <message>
      <source>Noch offen</source>
      <translation>Still open</translation>
    </message>
    <message>
      <source>Noch offen: {a}. Bitte zuerst kassieren oder umbuchen.</source>
      <translation>Still open: {A}. Please settle or transfer first.</translation>
    </message>
    <message>
      <source>Noch {n} € darauf</source>
      <translation>{n} € left on it</translation>
    </message>
    <message>
      <source>Notiz</source>
      <translation>Note</translation>
    </message>
    <message>
      <source>Notiz zu {a}</source>
      <translation>Note on {a}</translation>
    </message>
    <message>
      <source>Nr. {n} stornieren</source>
      <translation>Void no. {n}</translation>
    </message>
    <message>
      <source>Nummer eintippen oder scannen</source>
      <translation>Type or scan the number</translation>
    </message>
    <message>
      <source>Nummer oder Name</source>
      <translation>Number or name</translation>
    </message>
    <message>
      <source>Nächster Verkauf</source>
      <translation>Next sale</translation>
    </message>
    <message>
      <source>Oder Karte an den Leser halten</source>
      <translation>Or hold a card to the reader</translation>
    </message>
    <message>
      <source>Oder eintippen, auch mit Komma.</source>
      <translation>Or type it, with a comma if need be.</translation>
    </message>
    <message>
      <source>Offen</source>
      <translation>Open</translation>
    </message>
    <message>
      <source>Offen bleiben {n} €.</source>
      <translation>{n} € stay open.</translation>
    </message>
    <message>
      <source>Offene Rechnung suchen</source>
      <translation>Search open bill</translation>
    </message>
    <message>
      <source>Offene Rechnungen</source>
      <translation>Open bills</translation>
    </message>
    <message>
      <source>Ohne</source>
      <translation>None</translation>
    </message>
    <message>
      <source>Ohne Anschrift</source>
      <translation>Without address</translation>
    </message>
    <message>
      <source>Ohne Bargeld</source>
      <translation>Without cash</translation>
    </message>
    <message>
      <source>Ohne Bargeld geht nur bis {n} €. Mehr bitte als Trinkgeld eingeben.</source>
      <translation>Without cash only up to {n} €. Please enter more as a tip.</translation>
    </message>
    <message>
      <source>Ort</source>
      <translation>Town</translation>
    </message>
    <message>
      <source>PIN</source>
      <translation>PIN</translation>
    </message>
    <message>
      <source>PIN eingeben</source>
      <translation>Enter PIN</translation>
    </message>
    <message>
      <source>PIN für {a}</source>
      <translation>PIN for {a}</translation>
    </message>
    <message>
      <source>PIN stimmt nicht</source>
      <translation>PIN is wrong</translation>
    </message>
    <message>
      <source>PIN von {a}</source>
      <translation>PIN of {a}</translation>
    </message>
    <message>
      <source>PLZ und Ort</source>
      <translation>Postcode and town</translation>
    </message>
    <message>
      <source>Plan</source>
      <translation>Plan</translation>
    </message>
    <message>
      <source>Posten</source>
      <translation>Items</translation>
    </message>
    <message>
      <source>Posten mit negativem Betrag lassen sich nicht nach Betrag teilen.</source>
      <translation>Items with a negative amount cannot be split by amount.</translation>
    </message>
    <message>
      <source>Preis für {a}</source>
      <translation>Price for {a}</translation>
    </message>
    <message>
      <source>Preis geändert</source>
      <translation>Price changed</translation>
    </message>
    <message>
      <source>Preis ändern</source>
      <translation>Change price</translation>
    </message>
    <message>
      <source>Preise</source>
      <translation>Prices</translation>
    </message>
    <message>
      <source>Preise: {a}</source>
      <translation>Prices: {a}</translation>
    </message>
    <message>
      <source>Preisebene</source>
      <translation>Price level</translation>
    </message>
    <message>
      <source>Preisebene {n}</source>
      <translation>Price level {n}</translation>
    </message>
    <message>
      <source>Programm</source>
      <translation>Program</translation>
    </message>
    <message>
      <source>Prüfen</source>
      <translation>Check</translation>
    </message>
    <message>
      <source>Rabatt</source>
      <translation>Discount</translation>
    </message>
    <message>
      <source>Rabatt auf das Ganze</source>
      <translation>Discount on everything</translation>
    </message>
    <message>
      <source>Rabatt auf {a}</source>
      <translation>Discount on {a}</translation>
    </message>
    <message>
      <source>Rabatt auf {n} × {a}</source>
      <translation>Discount on {n} × {a}</translation>
    </message>
    <message>
      <source>Rabatt aufheben</source>
      <translation>Remove discount</translation>
    </message>
    <message>
      <source>Rabatt geben</source>
      <translation>Give discount</translation>
    </message>
    <message>
      <source>Rabatt {n}</source>
      <translation>Discount {n}</translation>
    </message>
    <message>
      <source>Rechnung</source>
      <translation>Bill</translation>
    </message>
    <message>
      <source>Rechnung an</source>
      <translation>Invoice to</translation>
    </message>
    <message>
      <source>Rechnung an {a}</source>
      <translation>Invoice to {a}</translation>
    </message>
    <message>
      <source>Rechnung an …</source>
      <translation>Invoice to …</translation>
    </message>
    <message>
      <source>Rechnung links antippen</source>
      <translation>Tap a bill at the left</translation>
    </message>
    <message>
      <source>Rechnung mit Anschrift</source>
      <translation>Invoice with address</translation>
    </message>
    <message>
      <source>Rechnung stornieren</source>
      <translation>Void bill</translation>
    </message>
    <message>
      <source>Rechnung zu Beleg {n}</source>
      <translation>Invoice for receipt {n}</translation>
    </message>
    <message>
      <source>Rechnung {n} ist storniert, Beleg {n2}.</source>
      <translation>Bill {n} is voided, receipt {n2}.</translation>
    </message>
    <message>
      <source>Rechnung {n} stornieren</source>
      <translation>Void bill {n}</translation>
    </message>
    <message>
      <source>Rechnung {n} storniert</source>
      <translation>Bill {n} voided</translation>
    </message>
    <message>
      <source>Rechnung {n}: nicht {a}, sondern …</source>
      <translation>Bill {n}: not {a} but …</translation>
    </message>
    <message>
      <source>Rechnung, Bewirtung</source>
      <translation>Invoice, business meal</translation>
    </message>
    <message>
      <source>Rechnungen</source>
      <translation>Bills</translation>
    </message>
    <message>
      <source>Rechnungsstorno</source>
      <translation>Voided bills</translation>
    </message>
    <message>
      <source>Rechnungsträger</source>
      <translation>Payer</translation>
    </message>
    <message>
      <source>Rest {n} kassieren</source>
      <translation>Take the rest of {n}</translation>
    </message>
    <message>
      <source>Restmenge setzen</source>
      <translation>Set quantity left</translation>
    </message>
    <message>
      <source>Restmenge …</source>
      <translation>Quantity left …</translation>
    </message>
    <message>
      <source>Runde</source>
      <translation>Round</translation>
    </message>
    <message>
      <source>Rückgeld</source>
      <translation>Change</translation>
    </message>
    <message>
      <source>Rückgeld {n} €.</source>
      <translation>Change {n} €.</translation>
    </message>
    <message>
      <source>Rückgängig</source>
      <translation>Undo</translation>
    </message>
    <message>
      <source>Sagt, wie viel noch darauf ist. Eingelöst wird er beim Bezahlen.</source>
      <translation>Tells how much is left on it. It is redeemed when paying.</translation>
    </message>
    <message>
      <source>Samstag</source>
      <translation>Saturday</translation>
    </message>
    <message>
      <source>Scheine und Münzen antippen, Anzahl eingeben.</source>
      <translation>Tap notes and coins, enter how many.</translation>
    </message>
    <message>
      <source>Schlüssel ins Schloss stecken</source>
      <translation>Put the key into the lock</translation>
    </message>
    <message>
      <source>Schnitt je Rechnung</source>
      <translation>Average bill</translation>
    </message>
    <message>
      <source>Schublade öffnen</source>
      <translation>Open drawer</translation>
    </message>
    <message>
      <source>Seite {n} von {n2}</source>
      <translation>Page {n} of {n2}</translation>
    </message>
    <message>
      <source>Selbst übernehmen</source>
      <translation>Take over myself</translation>
    </message>
    <message>
      <source>Senden</source>
      <translation>Send</translation>
    </message>
    <message>
      <source>Sicherung</source>
      <translation>Backup</translation>
    </message>
    <message>
      <source>Sie liegt in {a}; die nächste kommt mit dem Abschluss.</source>
      <translation>It is in {a}; the next one comes with the closing.</translation>
    </message>
    <message>
      <source>Sie wird gedruckt.</source>
      <translation>It is being printed.</translation>
    </message>
    <message>
      <source>So geht es am kürzesten: {a}</source>
      <translation>The shortest way: {A}</translation>
    </message>
    <message>
      <source>Soll</source>
      <translation>Expected</translation>
    </message>
    <message>
      <source>Sonntag</source>
      <translation>Sunday</translation>
    </message>
    <message>
      <source>Stammdaten</source>
      <translation>Master data</translation>
    </message>
    <message>
      <source>Steuer</source>
      <translation>Tax</translation>
    </message>
    <message>
      <source>Storniert</source>
      <translation>Voided</translation>
    </message>
    <message>
      <source>Storno</source>
      <translation>Void</translation>
    </message>
    <message>
      <source>Storno vor Rechnung</source>
      <translation>Voids before billing</translation>
    </message>
    <message>
      <source>Straße</source>
      <translation>Street</translation>
    </message>
    <message>
      <source>Straße und Hausnummer</source>
      <translation>Street and number</translation>
    </message>
    <message>
      <source>Stück</source>
      <translation>pieces</translation>
    </message>
    <message>
      <source>Suche</source>
      <translation>Search</translation>
    </message>
    <message>
      <source>Suchen</source>
      <translation>Search</translation>
    </message>
    <message>
      <source>Summe</source>
      <translation>Total</translation>
    </message>
    <message>
      <source>TSE bereit</source>
      <translation>TSE ready</translation>
    </message>
    <message>
      <source>TSE gestört</source>
      <translation>TSE down</translation>
    </message>
    <message>
      <source>Tag</source>
      <translation>Day</translation>
    </message>
    <message>
      <source>Tag danach</source>
      <translation>Day after</translation>
    </message>
    <message>
      <source>Tag davor</source>
      <translation>Day before</translation>
    </message>
    <message>
      <source>Tagesabschluss</source>
      <translation>Closing of the day</translation>
    </message>
    <message>
      <source>Tagesabschluss {a}</source>
      <translation>Closing of the day {A}</translation>
    </message>
    <message>
      <source>Teilbetrag</source>
      <translation>Part amount</translation>
    </message>
    <message>
      <source>Teilbetrag zu Beleg {a}: offen {b} €</source>
      <translation>Part amount for receipt {a}: open {b} €</translation>
    </message>
    <message>
      <source>Teilen</source>
      <translation>Split</translation>
    </message>
    <message>
      <source>Test</source>
      <translation>Test</translation>
    </message>
    <message>
      <source>Tisch</source>
      <translation>Table</translation>
    </message>
    <message>
      <source>Tisch antippen oder Nummer eingeben.</source>
      <translation>Tap a table or enter its number.</translation>
    </message>
    <message>
      <source>Tisch antippen oder die Nummer eingeben.</source>
      <translation>Tap a table or enter its number.</translation>
    </message>
    <message>
      <source>Tisch auf Tisch ziehen</source>
      <translation>Drag table onto table</translation>
    </message>
    <message>
      <source>Tisch halten; Schein</source>
      <translation>Hold table; note</translation>
    </message>
    <message>
      <source>Tisch halten; ÷ 4; viermal Bar</source>
      <translation>Hold table; ÷ 4; Cash four times</translation>
    </message>
    <message>
      <source>Tisch mit Namen</source>
      <translation>Table with name</translation>
    </message>
    <message>
      <source>Tisch oder Gast suchen</source>
      <translation>Search table or guest</translation>
    </message>
    <message>
      <source>Tisch {a}</source>
      <translation>Table {a}</translation>
    </message>
    <message>
      <source>Tisch {a} wohin?</source>
      <translation>Table {a}: where to?</translation>
    </message>
    <message>
      <source>Tisch {n} ist wieder, wo er war.</source>
      <translation>Table {n} is back where it was.</translation>
    </message>
    <message>
      <source>Tisch {n} sitzt jetzt auf Tisch {n2}.</source>
      <translation>Table {n} now sits at table {n2}.</translation>
    </message>
    <message>
      <source>Tisch {n} öffnen</source>
      <translation>Open table {n}</translation>
    </message>
    <message>
      <source>Tisch öffnen</source>
      <translation>Open table</translation>
    </message>
    <message>
      <source>Tisch; Artikel halten und auf 3 ziehen; Senden</source>
      <translation>Table; hold article and drag to 3; Send</translation>
    </message>
    <message>
      <source>Tische</source>
      <translation>Tables</translation>
    </message>
    <message>
      <source>Tischname</source>
      <translation>Table name</translation>
    </message>
    <message>
      <source>Tischplan</source>
      <translation>Table plan</translation>
    </message>
    <message>
      <source>Tischübergabe</source>
      <translation>Table handover</translation>
    </message>
    <message>
      <source>Trinkgeld</source>
      <translation>Tip</translation>
    </message>
    <message>
      <source>Trinkgeld wird beim Bezahlen eingegeben.</source>
      <translation>A tip is entered when paying.</translation>
    </message>
    <message>
      <source>Trotzdem beenden</source>
      <translation>Quit all the same</translation>
    </message>
    <message>
      <source>USt-IdNr.</source>
      <translation>VAT ID</translation>
    </message>
    <message>
      <source>Umbuchen</source>
      <translation>Transfer</translation>
    </message>
    <message>
      <source>Umgebucht auf {a}.</source>
      <translation>Transferred to {A}.</translation>
    </message>
    <message>
      <source>Umsatz bisher {n} €.</source>
      <translation>Sales so far {n} €.</translation>
    </message>
    <message>
      <source>Umsatz brutto</source>
      <translation>Gross sales</translation>
    </message>
    <message>
      <source>Umsatz je Stunde in €</source>
      <translation>Sales per hour in €</translation>
    </message>
    <message>
      <source>Unter wie vielen Gästen?</source>
      <translation>Between how many guests?</translation>
    </message>
    <message>
      <source>Verbergen</source>
      <translation>Hide</translation>
    </message>
    <message>
      <source>Verbunden</source>
      <translation>Connected</translation>
    </message>
    <message>
      <source>Verstanden</source>
      <translation>Understood</translation>
    </message>
    <message>
      <source>Vom {a}. Gang wartet auf diesem Tisch nichts mehr.</source>
      <translation>Nothing of course {a} is waiting on this table any more.</translation>
    </message>
    <message>
      <source>Von vorn</source>
      <translation>Start over</translation>
    </message>
    <message>
      <source>Von „{a}“ ist nicht mehr so viel offen. Bitte den Tisch neu öffnen.</source>
      <translation>Of “{a}” not so much is open any more. Please open the table again.</translation>
    </message>
    <message>
      <source>Von „{a}“ sind nur {n} da. Bitte eine kleinere Menge wählen.</source>
      <translation>Of “{a}” only {n} are left. Please choose a smaller quantity.</translation>
    </message>
    <message>
      <source>Von „{a}“ {b} noch {n} da.</source>
      <translation>Of “{a}” {n} left.</translation>
    </message>
    <message>
      <source>Vorbestellte Menüs werden erst nach dem Abruf kassiert.</source>
      <translation>Menus ordered ahead are paid only after they are called.</translation>
    </message>
    <message>
      <source>Vorbestellte Menüs werden zuerst abgerufen, von dem, der den Tisch bedient.</source>
      <translation>Menus ordered ahead are called first, by whoever serves the table.</translation>
    </message>
    <message>
      <source>Vorschau</source>
      <translation>Preview</translation>
    </message>
    <message>
      <source>Vorschläge</source>
      <translation>Suggestions</translation>
    </message>
    <message>
      <source>Was nicht gesendet ist, lässt sich gerade nicht sichern.</source>
      <translation>What is not sent cannot be kept safe right now.</translation>
    </message>
    <message>
      <source>Was vor dem Neustart nicht gesendet war, ist nicht lesbar.</source>
      <translation>What was not sent before the restart cannot be read.</translation>
    </message>
    <message>
      <source>Weiter</source>
      <translation>Next</translation>
    </message>
    <message>
      <source>Weiterarbeiten</source>
      <translation>Go on working</translation>
    </message>
    <message>
      <source>Weitere</source>
      <translation>More</translation>
    </message>
    <message>
      <source>Welcher Artikel?</source>
      <translation>Which article?</translation>
    </message>
    <message>
      <source>Welcher Tisch soll umziehen?</source>
      <translation>Which table shall move?</translation>
    </message>
    <message>
      <source>Welcher Tisch wechselt den Bediener?</source>
      <translation>Which table changes its waiter?</translation>
    </message>
    <message>
      <source>Wer Menübestellungen aufnimmt, hat keine Tische. Bitte einen anderen Bediener wählen.</source>
      <translation>Whoever takes menu orders has no tables. Please choose somebody else.</translation>
    </message>
    <message>
      <source>Wer bedient</source>
      <translation>Who serves</translation>
    </message>
    <message>
      <source>Wer bedient?</source>
      <translation>Who serves?</translation>
    </message>
    <message>
      <source>Wer zahlt</source>
      <translation>Who pays</translation>
    </message>
    <message>
      <source>Wie gezahlt wird</source>
      <translation>How it is paid</translation>
    </message>
    <message>
      <source>Wie viel ist von {a} noch da?</source>
      <translation>How much of {a} is left?</translation>
    </message>
    <message>
      <source>Wieder da</source>
      <translation>Back again</translation>
    </message>
    <message>
      <source>Wird zusammengezählt …</source>
      <translation>Being added up …</translation>
    </message>
    <message>
      <source>Zahlen des Tages</source>
      <translation>Figures of the day</translation>
    </message>
    <message>
      <source>Zahlt: {a}</source>
      <translation>Pays: {a}</translation>
    </message>
    <message>
      <source>Zahlungsart</source>
      <translation>Way to pay</translation>
    </message>
    <message>
      <source>Zahlungsart ändern</source>
      <translation>Change way paid</translation>
    </message>
    <message>
      <source>Zahlungsarten</source>
      <translation>Ways to pay</translation>
    </message>
    <message>
      <source>Zeichen</source>
      <translation>signs</translation>
    </message>
    <message>
      <source>Zeigen</source>
      <translation>Show</translation>
    </message>
    <message>
      <source>Ziel {a}</source>
      <translation>Aim {a}</translation>
    </message>
    <message>
      <source>Zu Beleg {a} ist nichts offen. Bitte die Nummer prüfen.</source>
      <translation>Nothing is open on receipt {a}. Please check the number.</translation>
    </message>
    <message>
      <source>Zu Beleg {a} sind {b} € offen. Bitte einen Betrag bis dahin eingeben.</source>
      <translation>Receipt {a} has {b} € open. Please enter an amount up to that.</translation>
    </message>
    <message>
      <source>Zu Beleg {a}. Antippen bucht die Zahlung.</source>
      <translation>For receipt {a}. A tap books the payment.</translation>
    </message>
    <message>
      <source>Zu Beleg {n} drucken</source>
      <translation>Print for receipt {n}</translation>
    </message>
    <message>
      <source>Zu den Tischen</source>
      <translation>To the tables</translation>
    </message>
    <message>
      <source>Zu sehen ist nur, was man selbst boniert hat.</source>
      <translation>Only what you ordered yourself is seen.</translation>
    </message>
    <message>
      <source>Zu teilen sind {n} €. Bitte einen Betrag bis dahin wählen.</source>
      <translation>{n} € are to be split. Please choose an amount up to that.</translation>
    </message>
    <message>
      <source>Zu tun</source>
      <translation>To do</translation>
    </message>
    <message>
      <source>Zu „{a}“ fehlt noch: {b}. Bitte wählen.</source>
      <translation>“{a}” still needs: {b}. Please choose.</translation>
    </message>
    <message>
      <source>Zu „{a}“ gibt es keine Beilagen.</source>
      <translation>“{a}” has no sides.</translation>
    </message>
    <message>
      <source>Zu „{a}“ ist nichts offen</source>
      <translation>Nothing is open for “{a}”</translation>
    </message>
    <message>
      <source>Zu „{a}“ passen höchstens {n} aus „{b}“.</source>
      <translation>“{a}” takes {n} of “{b}” at most.</translation>
    </message>
    <message>
      <source>Zuerst an {a} etwas bestellen und senden.</source>
      <translation>First order and send something at {A}.</translation>
    </message>
    <message>
      <source>Zuerst eine Rechnung antippen.</source>
      <translation>Tap a bill first.</translation>
    </message>
    <message>
      <source>Zuerst eine offene Rechnung antippen.</source>
      <translation>Tap an open bill first.</translation>
    </message>
    <message>
      <source>Zuerst einen Posten antippen.</source>
      <translation>Tap an item first.</translation>
    </message>
    <message>
      <source>Zuerst links einen Posten antippen, dann lässt er sich halbieren.</source>
      <translation>Tap an item at the left first, then it can be halved.</translation>
    </message>
    <message>
      <source>Zuletzt gesichert am {a} um {b} Uhr.</source>
      <translation>Last backup on {a} at {b}.</translation>
    </message>
    <message>
      <source>Zum Code {a} gibt es keinen Artikel.</source>
      <translation>There is no article for the code {a}.</translation>
    </message>
    <message>
      <source>Zum Tischplan</source>
      <translation>To the table plan</translation>
    </message>
    <message>
      <source>Zurück</source>
      <translation>Back</translation>
    </message>
    <message>
      <source>Zwischenbericht</source>
      <translation>Interim report</translation>
    </message>
    <message>
      <source>Zwischenrechnung</source>
      <translation>Interim bill</translation>
    </message>
    <message>
      <source>Zwischenrechnungen sind in den Einstellungen ausgeschaltet.</source>
      <translation>Interim bills are switched off in the settings.</translation>
    </message>
    <message>
      <source>am Tisch: Artikel halten; Ausverkauft</source>
      <translation>at the table: hold article; Sold out</translation>
    </message>
    <message>
      <source>am Tisch: Posten; Storno; Grund</source>
      <translation>at the table: item; Void; reason</translation>
    </message>
    <message>
      <source>am Tisch: Runde; Senden</source>
      <translation>at the table: Round; Send</translation>
    </message>
    <message>
      <source>anderer Betrag: vorher tippen</source>
      <translation>other amount: type it first</translation>
    </message>
    <message>
      <source>anderes vorher tippen</source>
      <translation>type another one first</translation>
    </message>
    <message>
      <source>auf {n}</source>
      <translation>to {n}</translation>
    </message>
    <message>
      <source>beliebig viele</source>
      <translation>any number</translation>
    </message>
    <message>
      <source>bis zu {n}</source>
      <translation>up to {n}</translation>
    </message>
    <message>
      <source>bleiben {n}</source>
      <translation>{n} stay</translation>
    </message>
    <message>
      <source>den Rest</source>
      <translation>the rest</translation>
    </message>
    <message>
      <source>ein Artikel</source>
      <translation>an article</translation>
    </message>
    <message>
      <source>eine Bestellung</source>
      <translation>an order</translation>
    </message>
    <message>
      <source>erst tippen</source>
      <translation>type first</translation>
    </message>
    <message>
      <source>genau eine</source>
      <translation>exactly one</translation>
    </message>
    <message>
      <source>gerade eben</source>
      <translation>just now</translation>
    </message>
    <message>
      <source>gestört</source>
      <translation>out of order</translation>
    </message>
    <message>
      <source>gewählt</source>
      <translation>chosen</translation>
    </message>
    <message>
      <source>gleich nach dem Bezahlen: Kopie drucken</source>
      <translation>right after paying: Print copy</translation>
    </message>
    <message>
      <source>höchstens eine</source>
      <translation>one at most</translation>
    </message>
    <message>
      <source>in Cent tippen</source>
      <translation>type cents</translation>
    </message>
    <message>
      <source>in Ordnung</source>
      <translation>all right</translation>
    </message>
    <message>
      <source>ist kein Favorit mehr</source>
      <translation>is no favourite any more</translation>
    </message>
    <message>
      <source>letztes Zeichen löschen</source>
      <translation>delete last sign</translation>
    </message>
    <message>
      <source>löschen</source>
      <translation>clear</translation>
    </message>
    <message>
      <source>mit {a} geteilt</source>
      <translation>shared with {A}</translation>
    </message>
    <message>
      <source>nach oben</source>
      <translation>up</translation>
    </message>
    <message>
      <source>nach unten</source>
      <translation>down</translation>
    </message>
    <message>
      <source>neu, nicht gesendet</source>
      <translation>new, not sent</translation>
    </message>
    <message>
      <source>noch nicht abgeschlossen</source>
      <translation>not closed yet</translation>
    </message>
    <message>
      <source>oder auf dem Ziffernblock</source>
      <translation>or on the number pad</translation>
    </message>
    <message>
      <source>oder links Posten antippen</source>
      <translation>or tap items at the left</translation>
    </message>
    <message>
      <source>ohne Gang</source>
      <translation>no course</translation>
    </message>
    <message>
      <source>rückgängig</source>
      <translation>undo</translation>
    </message>
    <message>
      <source>schließen</source>
      <translation>close</translation>
    </message>
    <message>
      <source>seit gestern</source>
      <translation>since yesterday</translation>
    </message>
    <message>
      <source>seit {n} Tagen</source>
      <translation>for {n} days</translation>
    </message>
    <message>
      <source>steht jetzt auf der Seite „Meine“</source>
      <translation>is on the page “Mine” now</translation>
    </message>
    <message>
      <source>und {n} weitere</source>
      <translation>and {n} more</translation>
    </message>
    <message>
      <source>vom {a}</source>
      <translation>of {A}</translation>
    </message>
    <message>
      <source>von {n} Uhr</source>
      <translation>from {n}</translation>
    </message>
    <message>
      <source>vor {n} min</source>
      <translation>{n} min ago</translation>
    </message>
    <message>
      <source>vor {n} s</source>
      <translation>{n} s ago</translation>
    </message>
    <message>
      <source>wechselt den Bediener</source>
      <translation>changes the waiter</translation>
    </message>
    <message>
      <source>wieder da</source>
      <translation>back again</translation>
    </message>
    <message>
      <source>wird gesendet</source>
      <translation>being sent</translation>
    </message>
    <message>
      <source>zu {n}</source>
      <translation>for {n}</translation>
    </message>
    <message>
      <source>zum Mitnehmen</source>
      <translation>take-away</translation>
    </message>
    <message>
      <source>zurück</source>
      <translation>back</translation>
    </message>
    <message>
      <source>zurück {n}</source>
      <translation>change {n}</translation>
    </message>
    <message>
      <source>zurück {n} €</source>
      <translation>change {n} €</translation>
    </message>
    <message>
      <source>{a} Bitte bald senden.</source>
      <translation>{A} Please send soon.</translation>
    </message>
    <message>
      <source>{a} So bonieren?</source>
      <translation>{A} Order it like this?</translation>
    </message>
    <message>
      <source>{a} Tische</source>
      <translation>{a} tables</translation>
    </message>
    <message>
      <source>{a} Uhr</source>
      <translation>{a}</translation>
    </message>
    <message>
      <source>{a} Vorgänge warten auf die TSE</source>
      <translation>{a} transactions wait for the TSE</translation>
    </message>
    <message>
      <source>{a} an Tisch</source>
      <translation>{a} to table</translation>
    </message>
    <message>
      <source>{a} auf Tisch {n}</source>
      <translation>{A} to table {n}</translation>
    </message>
    <message>
      <source>{a} auf internes Konto</source>
      <translation>{A} to an internal account</translation>
    </message>
    <message>
      <source>{a} bedient jetzt {b}.</source>
      <translation>{A} is now served by {b}.</translation>
    </message>
    <message>
      <source>{a} bezahlen</source>
      <translation>{A}: payment</translation>
    </message>
    <message>
      <source>{a} bleibt offen</source>
      <translation>{A} stays open</translation>
    </message>
    <message>
      <source>{a} gehört zu den Tischen, die nicht übergeben werden.</source>
      <translation>{A} is one of the tables that are not handed over.</translation>
    </message>
    <message>
      <source>{a} gibt die eigene PIN ein.</source>
      <translation>{a} enters the own PIN.</translation>
    </message>
    <message>
      <source>{a} gibt es nicht. Bitte die Nummer prüfen.</source>
      <translation>There is no {A}. Please check the number.</translation>
    </message>
    <message>
      <source>{a} gilt für {b} MwSt., und dazu ist hier nichts zu zahlen.</source>
      <translation>{A} is for {b} VAT, and nothing is to be paid for that here.</translation>
    </message>
    <message>
      <source>{a} hat bezahlt: {n} €, {b}.</source>
      <translation>{A} has paid: {n} €, {B}.</translation>
    </message>
    <message>
      <source>{a} ist abgeschlossen, Nr. {n}.{b}</source>
      <translation>{A} is closed, no. {n}.{B}</translation>
    </message>
    <message>
      <source>{a} ist ausverkauft</source>
      <translation>{a} is sold out</translation>
    </message>
    <message>
      <source>{a} ist nichts zugeteilt. Links antippen.</source>
      <translation>Nothing is given to {A}. Tap at the left.</translation>
    </message>
    <message>
      <source>{a} ist noch nichts boniert</source>
      <translation>{A} nothing ordered yet</translation>
    </message>
    <message>
      <source>{a} ist schon angemeldet.</source>
      <translation>{a} is signed in already.</translation>
    </message>
    <message>
      <source>{a} ist schon belegt. Bitte eine andere Nummer wählen.</source>
      <translation>{A} is occupied. Please choose another number.</translation>
    </message>
    <message>
      <source>{a} ist schon eingelöst oder bezahlt. Bitte zuerst das zurücknehmen.</source>
      <translation>{A} is redeemed or paid already. Please take that back first.</translation>
    </message>
    <message>
      <source>{a} ist schon verbraucht.</source>
      <translation>{A} is used up already.</translation>
    </message>
    <message>
      <source>{a} ist zu lang. Bitte auf {b} Zeichen kürzen.</source>
      <translation>{A} is too long. Please shorten it to {b} signs.</translation>
    </message>
    <message>
      <source>{a} kostet {n} statt {n2}</source>
      <translation>{a} costs {n} instead of {n2}</translation>
    </message>
    <message>
      <source>{a} nicht gesendet</source>
      <translation>{a} not sent</translation>
    </message>
    <message>
      <source>{a} nimmt keine Menübestellungen auf. Das steht in den Stammdaten der Bediener.</source>
      <translation>{a} takes no menu orders. That is set in the master data of staff.</translation>
    </message>
    <message>
      <source>{a} offen</source>
      <translation>{A} open</translation>
    </message>
    <message>
      <source>{a} weitere</source>
      <translation>{A} more</translation>
    </message>
    <message>
      <source>{a} wohin?</source>
      <translation>{A}: where to?</translation>
    </message>
    <message>
      <source>{a} zahlt{b}</source>
      <translation>{A} pays{B}</translation>
    </message>
    <message>
      <source>{a} zum …</source>
      <translation>{a} for …</translation>
    </message>
    <message>
      <source>{a} {n} ist eine Zahlungsart. Bitte damit bezahlen.</source>
      <translation>{A} {n} is a way to pay. Please pay with it.</translation>
    </message>
    <message>
      <source>{a} {n} € – wofür?</source>
      <translation>{A} {n} € – what for?</translation>
    </message>
    <message>
      <source>{a} · Beilage fehlt</source>
      <translation>{A} · side missing</translation>
    </message>
    <message>
      <source>{a} · auf Abruf</source>
      <translation>{A} · on hold</translation>
    </message>
    <message>
      <source>{a} öffnen</source>
      <translation>Open {A}</translation>
    </message>
    <message>
      <source>{a}, {b}: Umsatz {n} €.</source>
      <translation>{A}, {B}: sales {n} €.</translation>
    </message>
    <message>
      <source>{a}, {n} von {n2}</source>
      <translation>{A}, {n} of {n2}</translation>
    </message>
    <message>
      <source>{a}. Gang</source>
      <translation>Course {a}</translation>
    </message>
    <message>
      <source>{a}: Es ist nichts mehr darauf. Bitte eine andere Nummer oder anders zahlen.</source>
      <translation>{A}: nothing is left on it. Please use another number or pay otherwise.</translation>
    </message>
    <message>
      <source>{a}: Es sind nur noch {b} € da.</source>
      <translation>{A}: only {b} € are left.</translation>
    </message>
    <message>
      <source>{a}: Es sind {n} € darauf, aber hier ist nichts zu zahlen.</source>
      <translation>{A}: {n} € are on it, but nothing is to be paid here.</translation>
    </message>
    <message>
      <source>{a}: noch {b} € von {c} €.</source>
      <translation>{A}: {b} € of {c} € left.</translation>
    </message>
    <message>
      <source>{a}: nur zum Üben.</source>
      <translation>{A}: for practice only.</translation>
    </message>
    <message>
      <source>{a}: von wem?</source>
      <translation>{A}: from whom?</translation>
    </message>
    <message>
      <source>{a}: {n} kassieren</source>
      <translation>{A}: take {n}</translation>
    </message>
    <message>
      <source>{a}: {n} € bar kassiert.</source>
      <translation>{A}: {n} € taken in cash.</translation>
    </message>
    <message>
      <source>{a}: {n} € bezahlt.</source>
      <translation>{A}: {n} € paid.</translation>
    </message>
    <message>
      <source>{n} Archive der TSE warten.</source>
      <translation>{n} TSE archives are waiting.</translation>
    </message>
    <message>
      <source>{n} Byte</source>
      <translation>{n} bytes</translation>
    </message>
    <message>
      <source>{n} Euro</source>
      <translation>{n} euros</translation>
    </message>
    <message>
      <source>{n} Gäste</source>
      <translation>{n} guests</translation>
    </message>
    <message>
      <source>{n} Papiere warten.</source>
      <translation>{n} papers are waiting.</translation>
    </message>
    <message>
      <source>{n} Plätze</source>
      <translation>{n} seats</translation>
    </message>
    <message>
      <source>{n} Portion</source>
      <translation>{n} portion</translation>
    </message>
    <message>
      <source>{n} Selbstprüfungen warten.</source>
      <translation>{n} self-checks are waiting.</translation>
    </message>
    <message>
      <source>{n} Tische</source>
      <translation>{n} tables</translation>
    </message>
    <message>
      <source>{n} Tische bleiben offen</source>
      <translation>{n} tables stay open</translation>
    </message>
    <message>
      <source>{n} Tische offen</source>
      <translation>{n} tables open</translation>
    </message>
    <message>
      <source>{n} anderen</source>
      <translation>{n} others</translation>
    </message>
    <message>
      <source>{n} auf dem Tisch</source>
      <translation>{n} on the table</translation>
    </message>
    <message>
      <source>{n} bis {n2}</source>
      <translation>{n} to {n2}</translation>
    </message>
    <message>
      <source>{n} ct</source>
      <translation>{n} ct</translation>
    </message>
    <message>
      <source>{n} einlösen</source>
      <translation>Redeem {n}</translation>
    </message>
    <message>
      <source>{n} min</source>
      <translation>{n} min</translation>
    </message>
    <message>
      <source>{n} von {a} Tipps</source>
      <translation>{n} of {a} taps</translation>
    </message>
    <message>
      <source>{n} vorbestellt</source>
      <translation>{n} ordered ahead</translation>
    </message>
    <message>
      <source>{n} warten</source>
      <translation>{n} waiting</translation>
    </message>
    <message>
      <source>{n} × bonieren</source>
      <translation>Order {n} ×</translation>
    </message>
    <message>
      <source>{n} × {a} stornieren</source>
      <translation>Void {n} × {a}</translation>
    </message>
    <message>
      <source>{n} × {a}: wie viel behält er?</source>
      <translation>{n} × {a}: how much is kept?</translation>
    </message>
    <message>
      <source>{n} × {a}: wie viel davon?</source>
      <translation>{n} × {a}: how much of it?</translation>
    </message>
    <message>
      <source>{n} € bar zurückgeben.</source>
      <translation>Give back {n} € in cash.</translation>
    </message>
    <message>
      <source>{n} € gebucht, Beleg {n2}.</source>
      <translation>{n} € booked, receipt {n2}.</translation>
    </message>
    <message>
      <source>{n} € gehen zurück. Grund antippen, dann ist storniert.</source>
      <translation>{n} € go back. Tap a reason and it is voided.</translation>
    </message>
    <message>
      <source>{n} € sind jetzt mit „{a}“ bezahlt, Beleg {n2}.</source>
      <translation>{n} € are now paid by “{a}”, receipt {n2}.</translation>
    </message>
    <message>
      <source>{n} € · {n2} min</source>
      <translation>{n} € · {n2} min</translation>
    </message>
    <message>
      <source>{n},{a} kg</source>
      <translation>{n},{a} kg</translation>
    </message>
    <message>
      <source>{n}. Gang</source>
      <translation>Course {n}</translation>
    </message>
    <message>
      <source>Ältere Belege</source>
      <translation>Older receipts</translation>
    </message>
    <message>
      <source>× … Artikel wählen</source>
      <translation>× … choose article</translation>
    </message>
    <message>
      <source>ÜBUNG</source>
      <translation>PRACTICE</translation>
    </message>
    <message>
      <source>Übergabe</source>
      <translation>Handover</translation>
    </message>
    <message>
      <source>Übergeben an</source>
      <translation>Hand over to</translation>
    </message>
    <message>
      <source>Übernehmen</source>
      <translation>Take over</translation>
    </message>
    <message>
      <source>Überspringen</source>
      <translation>Skip</translation>
    </message>
    <message>
      <source>Übriges</source>
      <translation>Other</translation>
    </message>
    <message>
      <source>Übung</source>
      <translation>Practice</translation>
    </message>
    <message>
      <source>Übung und Betrieb bleiben getrennt.</source>
      <translation>Practice and business stay apart.</translation>
    </message>
    <message>
      <source>Übung und Betrieb bleiben getrennt: Diesem Bediener geht das nicht.</source>
      <translation>Practice and business stay apart: not with this person.</translation>
    </message>
    <message>
      <source>Übung und Betrieb bleiben getrennt: Dieser Beleg gehört nicht dazu.</source>
      <translation>Practice and business stay apart: this receipt is of the other one.</translation>
    </message>
    <message>
      <source>Übung {n} von {n2} · {a}</source>
      <translation>Practice {n} of {n2} · {A}</translation>
    </message>
    <message>
      <source>Übung: Die Schublade bleibt zu, nichts davon zählt.</source>
      <translation>Practice: the drawer stays shut, none of it counts.</translation>
    </message>
    <message>
      <source>Übung: Offene Rechnungen gehören zum Betrieb</source>
      <translation>Practice: open bills belong to business</translation>
    </message>
    <message>
      <source>Übungsliste</source>
      <translation>Practice list</translation>
    </message>
    <message>
      <source>Übungsliste zuklappen</source>
      <translation>Fold practice list</translation>
    </message>
    <message>
      <source>÷ gleich</source>
      <translation>÷ equally</translation>
    </message>
    <message>
      <source>über {a} Tage</source>
      <translation>over {a} days</translation>
    </message>
    <message>
      <source>übergeben</source>
      <translation>hand over</translation>
    </message>
    <message>
      <source>übergeben an …</source>
      <translation>hand over to …</translation>
    </message>
    <message>
      <source>übernehmen</source>
      <translation>take over</translation>
    </message>
    <message>
      <source>„{a}“ ({b}) braucht einen Steuersatz. Bitte die Warengruppe im Artikel ändern.</source>
      <translation>“{a}” ({b}) needs a tax rate. Please change the product group in the article.</translation>
    </message>
    <message>
      <source>„{a}“ darf nicht für 0,00 verkauft werden. Bitte einen Preis eingeben.</source>
      <translation>“{a}” must not be sold for 0,00. Please enter a price.</translation>
    </message>
    <message>
      <source>„{a}“ darf nicht für {n} verkauft werden. Bitte einen anderen Preis.</source>
      <translation>“{a}” must not be sold for {n}. Please take another price.</translation>
    </message>
    <message>
      <source>„{a}“ geht nicht als Beilage. Bitte für sich bonieren.</source>
      <translation>“{a}” cannot be a side. Please order it by itself.</translation>
    </message>
    <message>
      <source>„{a}“ gibt es nicht als Beilage zu „{b}“.</source>
      <translation>“{a}” is no side of “{b}”.</translation>
    </message>
    <message>
      <source>„{a}“ hat eine eigene Nummer. Bitte die Menge 1 bonieren.</source>
      <translation>“{a}” has a number of its own. Please order quantity 1.</translation>
    </message>
    <message>
      <source>„{a}“ hat einen festen Preis. Ändern lässt er sich nach dem Bonieren.</source>
      <translation>“{a}” has a fixed price. It can be changed after ordering.</translation>
    </message>
    <message>
      <source>„{a}“ hat in Preisebene {b} keinen Preis.</source>
      <translation>“{a}” has no price in price level {b}.</translation>
    </message>
    <message>
      <source>„{a}“ hat keine Gutscheinnummer.</source>
      <translation>“{a}” has no voucher number.</translation>
    </message>
    <message>
      <source>„{a}“ hat keinen Preis. Bitte im Artikel einen Preis eintragen.</source>
      <translation>“{a}” has no price. Please enter one in the article.</translation>
    </message>
    <message>
      <source>„{a}“ hat keinen {b}. Bitte im Artikel eintragen oder auf ein anderes Konto als „{c}“ buchen.</source>
      <translation>“{a}” has no {b}. Please enter it in the article or book on another account than “{c}”.</translation>
    </message>
    <message>
      <source>„{a}“ heißen mehrere Artikel ({b}). Bitte die Nummer nennen.</source>
      <translation>Several articles are called “{a}” ({b}). Please give the number.</translation>
    </message>
    <message>
      <source>„{a}“ ist ausverkauft.</source>
      <translation>“{a}” is sold out.</translation>
    </message>
    <message>
      <source>„{a}“ ist eine Funktion und wird nicht boniert.</source>
      <translation>“{a}” is a function and is not ordered.</translation>
    </message>
    <message>
      <source>„{a}“ ist erledigt{b}.</source>
      <translation>“{a}” is done{B}.</translation>
    </message>
    <message>
      <source>„{a}“ ist kein Betrag. Bitte in der Form 12,50 eingeben.</source>
      <translation>“{a}” is no amount. Please enter it like 12,50.</translation>
    </message>
    <message>
      <source>„{a}“ ist keine Ein- oder Auszahlung.</source>
      <translation>“{a}” is neither cash in nor cash out.</translation>
    </message>
    <message>
      <source>„{a}“ ist keine Funktion.</source>
      <translation>“{a}” is no function.</translation>
    </message>
    <message>
      <source>„{a}“ ist keine Menge. Bitte in der Form 2 oder 0,5 eingeben.</source>
      <translation>“{a}” is no quantity. Please enter it like 2 or 0,5.</translation>
    </message>
    <message>
      <source>„{a}“ ist {b} nicht erlaubt. Bitte die Leitung rufen.</source>
      <translation>{b} may not do “{a}”. Please call the manager.</translation>
    </message>
    <message>
      <source>„{a}“ ist {b}.</source>
      <translation>“{a}” is {B}.</translation>
    </message>
    <message>
      <source>„{a}“ lässt sich nicht vorbestellen. Bitte erst am Tisch bonieren.</source>
      <translation>“{a}” cannot be ordered ahead. Please order it at the table.</translation>
    </message>
    <message>
      <source>„{a}“ wird als Ganzes bezahlt. Bitte anders teilen.</source>
      <translation>“{a}” is paid as a whole. Please split differently.</translation>
    </message>
    <message>
      <source>„{a}“ wird nicht mehr gezählt.</source>
      <translation>“{a}” is counted no more.</translation>
    </message>
    <message>
      <source>„{a}“ wird {b}gezahlt. Bitte den Betrag mit dem anderen Vorzeichen buchen.</source>
      <translation>“{a}” goes the other way. Please book the amount with the other sign.</translation>
    </message>
  </context>
  <context>
    <name>by hand</name>
    <message>
      <source>1 Rechnung</source>
      <translation>1 bill</translation>
    </message>
    <message>
      <source>Alle Betriebe</source>
      <translation>All units</translation>
    </message>
    <message>
      <source>Alle Kassen</source>
      <translation>All tills</translation>
    </message>
    <message>
      <source>Auf {a} sind {n} MB frei, nötig sind {n2} MB.</source>
      <translation>{a} has {n} MB free, {n2} MB are needed.</translation>
    </message>
    <message>
      <source>Beleg {n}</source>
      <translation>Receipt {n}</translation>
    </message>
    <message>
      <source>Bitte Netzkabel, Router und Server prüfen.</source>
      <translation>Please check network cable, router and server.</translation>
    </message>
    <message>
      <source>Bitte Platz schaffen oder den Stick wechseln.</source>
      <translation>Please make room or take another stick.</translation>
    </message>
    <message>
      <source>Bitte Platz und Rechte prüfen.</source>
      <translation>Please check room and rights.</translation>
    </message>
    <message>
      <source>Bitte den Stick oder das Laufwerk anschließen, dann wird von selbst gesichert.</source>
      <translation>Please connect the stick or drive, then a backup is made by itself.</translation>
    </message>
    <message>
      <source>Bitte den Stick wechseln.</source>
      <translation>Please take another stick.</translation>
    </message>
    <message>
      <source>Bleibt es über Nacht dabei, bitte die Kasse neu starten.</source>
      <translation>If it stays so overnight, please restart the till.</translation>
    </message>
    <message>
      <source>Di {n}</source>
      <translation>Tue {n}</translation>
    </message>
    <message>
      <source>Die Sicherung ist nicht gelungen, verkauft wird weiter.</source>
      <translation>The backup failed, selling goes on.</translation>
    </message>
    <message>
      <source>Diese PIN stimmt nicht. {a}</source>
      <translation>This PIN is wrong. {A}</translation>
    </message>
    <message>
      <source>Do {n}</source>
      <translation>Thu {n}</translation>
    </message>
    <message>
      <source>Dunkel</source>
      <translation>Dark</translation>
    </message>
    <message>
      <source>Es wird von selbst nachgeholt.</source>
      <translation>It is made up for by itself.</translation>
    </message>
    <message>
      <source>Fr {n}</source>
      <translation>Fri {n}</translation>
    </message>
    <message>
      <source>Gebucht wird nichts, Getipptes bleibt stehen.</source>
      <translation>Nothing is booked, what was typed stays.</translation>
    </message>
    <message>
      <source>Gegeben {a}</source>
      <translation>Given {A}</translation>
    </message>
    <message>
      <source>Hell</source>
      <translation>Light</translation>
    </message>
    <message>
      <source>In der Übung bleibt die TSE, wie sie ist.</source>
      <translation>The TSE stays as it is in practice.</translation>
    </message>
    <message>
      <source>In {a} ließ sich nicht schreiben.</source>
      <translation>Nothing could be written to {a}.</translation>
    </message>
    <message>
      <source>Karten</source>
      <translation>Menus</translation>
    </message>
    <message>
      <source>Kollege</source>
      <translation>Colleague</translation>
    </message>
    <message>
      <source>Kräftig</source>
      <translation>Strong</translation>
    </message>
    <message>
      <source>Mi {n}</source>
      <translation>Wed {n}</translation>
    </message>
    <message>
      <source>Mo {n}</source>
      <translation>Mon {n}</translation>
    </message>
    <message>
      <source>Rechnung verlangt</source>
      <translation>bill asked for</translation>
    </message>
    <message>
      <source>Sa {n}</source>
      <translation>Sat {n}</translation>
    </message>
    <message>
      <source>So {n}</source>
      <translation>Sun {n}</translation>
    </message>
    <message>
      <source>Stück,</source>
      <translation>pieces,</translation>
    </message>
    <message>
      <source>Was in {a} geschrieben wurde, ist nicht lesbar.</source>
      <translation>What was written to {a} cannot be read.</translation>
    </message>
    <message>
      <source>auf Abruf</source>
      <translation>on hold</translation>
    </message>
    <message>
      <source>aus</source>
      <translation>out</translation>
    </message>
    <message>
      <source>ausverkauft</source>
      <translation>sold out</translation>
    </message>
    <message>
      <source>bar</source>
      <translation>cash</translation>
    </message>
    <message>
      <source>bereit</source>
      <translation>ready</translation>
    </message>
    <message>
      <source>bezahlt</source>
      <translation>paid</translation>
    </message>
    <message>
      <source>boniert</source>
      <translation>ordered</translation>
    </message>
    <message>
      <source>dunkel</source>
      <translation>dark</translation>
    </message>
    <message>
      <source>frei</source>
      <translation>free</translation>
    </message>
    <message>
      <source>genau {n}</source>
      <translation>exactly {n}</translation>
    </message>
    <message>
      <source>hell</source>
      <translation>light</translation>
    </message>
    <message>
      <source>hier</source>
      <translation>here</translation>
    </message>
    <message>
      <source>je {n}</source>
      <translation>{n} each</translation>
    </message>
    <message>
      <source>kassiert</source>
      <translation>collected</translation>
    </message>
    <message>
      <source>kräftig</source>
      <translation>strong</translation>
    </message>
    <message>
      <source>mal</source>
      <translation>times</translation>
    </message>
    <message>
      <source>mehr</source>
      <translation>more</translation>
    </message>
    <message>
      <source>meine</source>
      <translation>mine</translation>
    </message>
    <message>
      <source>neu</source>
      <translation>new</translation>
    </message>
    <message>
      <source>neu {n}</source>
      <translation>new {n}</translation>
    </message>
    <message>
      <source>nicht gesendet</source>
      <translation>not sent</translation>
    </message>
    <message>
      <source>noch {n}</source>
      <translation>{n} left</translation>
    </message>
    <message>
      <source>ohne</source>
      <translation>none</translation>
    </message>
    <message>
      <source>ohne Signatur</source>
      <translation>not signed</translation>
    </message>
    <message>
      <source>seit {n}</source>
      <translation>since {n}</translation>
    </message>
    <message>
      <source>seit {n} min</source>
      <translation>for {n} min</translation>
    </message>
    <message>
      <source>signiert</source>
      <translation>signed</translation>
    </message>
    <message>
      <source>storniert</source>
      <translation>voided</translation>
    </message>
    <message>
      <source>von {a}</source>
      <translation>by {a}</translation>
    </message>
    <message>
      <source>weiter</source>
      <translation>next</translation>
    </message>
    <message>
      <source>weniger</source>
      <translation>less</translation>
    </message>
    <message>
      <source>zum {n}. Gang</source>
      <translation>for course {n}</translation>
    </message>
    <message>
      <source>{a} ist nicht da.</source>
      <translation>{A} is not there.</translation>
    </message>
    <message>
      <source>{a} ist nicht da. Bitte den Stick oder das Laufwerk anschließen, dann wird von selbst gesichert.</source>
      <translation>{A} is not there. Please connect the stick or drive, then a backup is made by itself.</translation>
    </message>
    <message>
      <source>{a} lässt sich nicht beschreiben ({b}). Bitte den Datenträger prüfen.</source>
      <translation>{A} cannot be written to ({b}). Please check the drive.</translation>
    </message>
    <message>
      <source>{a} …</source>
      <translation>{A} …</translation>
    </message>
    <message>
      <source>{n} Rechnungen</source>
      <translation>{n} bills</translation>
    </message>
    <message>
      <source>{n} gesendet</source>
      <translation>{n} sent</translation>
    </message>
    <message>
      <source>{n} kg</source>
      <translation>{n} kg</translation>
    </message>
    <message>
      <source>{n} stornieren</source>
      <translation>Void {n}</translation>
    </message>
    <message>
      <source>{n} storniert</source>
      <translation>{n} voided</translation>
    </message>
    <message>
      <source>{n} von Preis {n2}</source>
      <translation>{n} of price {n2}</translation>
    </message>
    <message>
      <source>{n} von {n2}</source>
      <translation>{n} of {n2}</translation>
    </message>
    <message>
      <source>{n} weitere</source>
      <translation>{n} more</translation>
    </message>
    <message>
      <source>{n} × {n2}</source>
      <translation>{n} × {n2}</translation>
    </message>
    <message>
      <source>über Zeit</source>
      <translation>overdue</translation>
    </message>
  </context>
</TS>
