"""Addresses: parse, call a step, answer. No business rule lives here."""
