"""The diagrams of docs/diagrams, made from the code: `python -m cli.diagrams` writes them."""
