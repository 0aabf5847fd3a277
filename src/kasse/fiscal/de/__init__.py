"""Germany: TSE, KassenSichV and DSFinV-K."""
