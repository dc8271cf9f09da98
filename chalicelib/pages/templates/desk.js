const board = document.getElementById("board");
const lost = document.getElementById("lost");
const known = new Map();
for (const section of board.querySelectorAll("section")) known.set(section.id, section.innerHTML);

async function look() {
  const answer = await fetch(board.dataset.board, { cache: "no-store" }).catch(() => null);
  if (answer && answer.status === 401) return location.reload();
  lost.hidden = Boolean(answer && answer.ok);
  if (answer && answer.ok) show(await answer.text());
  setTimeout(look, 2000);
}

/* Only a section that the server changed is replaced: what was opened elsewhere stays open. */
function show(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  for (const section of fresh.querySelectorAll("section")) {
    if (known.get(section.id) === section.innerHTML) continue;
    known.set(section.id, section.innerHTML);
    document.getElementById(section.id).innerHTML = section.innerHTML;
  }
}

/* API Gateway decodes a PDF only for a request that accepts nothing else first. */
board.addEventListener("click", async (click) => {
  const link = click.target.closest("a[data-file]");
  if (!link) return;
  click.preventDefault();
  const answer = await fetch(link.href, { headers: { Accept: link.dataset.file } });
  if (!answer.ok) return location.assign(link.href);
  const named = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition"));
  const saved = document.createElement("a");
  saved.href = URL.createObjectURL(await answer.blob());
  saved.download = named ? named[1] : "packet.pdf";
  saved.click();
});

setTimeout(look, 2000);
