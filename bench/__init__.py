"""Benchmarks: what a reply, a cold start, an import and a tick cost. Run by `python -m bench`."""
