"""What anyone may see: pages made of public.duckdb alone, drawn by the app and written as a static site."""
