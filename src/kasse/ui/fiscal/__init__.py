"""The back office for the tax office (*Finanzamt*): TSE, outages, notification, audit visit, self-check, cash."""
