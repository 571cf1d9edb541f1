"""Blocks used by two pages or more."""
