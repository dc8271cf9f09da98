"""Benchmarks: what a reply, a cold start, an import and a tick cost. `python -m bench` runs them."""
