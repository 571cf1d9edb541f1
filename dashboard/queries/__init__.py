"""Every question the screens ask, one function each: cursor, scope, plain values → table."""
