"""What an auditor gets beside DSFinV-K and the TSE's archive: lists out of the journal."""
