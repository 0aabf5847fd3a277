"""Papers: facts become pages, and pages become text, pictures and PDFs."""
