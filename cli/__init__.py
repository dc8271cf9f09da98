"""`tocsin`: what a coordinator or an operator types."""
