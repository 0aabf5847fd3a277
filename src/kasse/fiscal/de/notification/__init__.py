"""The notification of tills to the tax office (§ 146a (4) AO, in force since 2025-01-01)."""
