"""`make demo`: a whole day of action, played by a cast of phones, and checked against itself."""
