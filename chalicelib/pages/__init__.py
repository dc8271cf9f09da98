"""Documents people read, made from values: pure, no port but the catalogues' `say`."""
