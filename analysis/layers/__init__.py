"""Parsed text → rows: one layer a module or folder."""
