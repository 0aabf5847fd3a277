"""Diebold Nixdorf TSE behind the maker's web service, which speaks JSON over WebSocket."""
