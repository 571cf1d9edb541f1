"""Tables to figures; nothing here knows about pages."""
