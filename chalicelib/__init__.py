"""Tocsin: a serverless workflow engine for days of action."""
