"""What the Lambdas do: one file per step, one public function each, on ports alone.

A step may run twice, and may be cut off after any call: what it did stays, what it left is
finished by its workflow's retry or by the next tick.
"""
