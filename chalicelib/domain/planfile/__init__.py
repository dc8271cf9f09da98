"""The plan file: what a coordinator writes, its mistakes, and the `Plan` it compiles to.

`load.py` is the way in. Nothing is imported here, so that a reader of compiled plans never
loads the file's models.
"""
