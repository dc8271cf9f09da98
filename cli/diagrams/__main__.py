"""`python -m cli.diagrams`: writes every page of docs/diagrams anew."""

import sys

from cli.diagrams.pages import FOLDER, pages


def main() -> None:
    """Writes the pages and removes those that are no longer made."""
    made = pages()
    for path in FOLDER.glob("*.md"):
        if path.name not in made:
            path.unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text, "utf-8")
        sys.stdout.write(f"docs/diagrams/{name}\n")


if __name__ == "__main__":
    main()
