const $ = (id) => document.getElementById(id);
const seen = { texts: "", mail: "", phones: "" };
let number = localStorage.getItem("number") || document.body.dataset.number;
$("number").value = number;

async function get(path) {
  const answer = await fetch(path, { cache: "no-store" }).catch(() => null);
  return answer && answer.ok ? answer.json() : null;
}

/* Nothing is drawn again unless it changed. */
function changed(what, value) {
  const now = JSON.stringify(value);
  if (!value || seen[what] === now) return false;
  seen[what] = now;
  return true;
}

function element(tag, text, kind = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

function at(iso) {
  return iso.slice(0, 16).replace("T", " ") + " UTC";
}

function drawTexts(phone) {
  const bubbles = phone.texts.map((text) => {
    const mine = text.direction === "inbound";
    const bubble = element("li", text.body, mine ? "mine" : "");
    bubble.append(element("time", mine ? at(text.at) : `${at(text.at)} · ${text.status}`));
    return bubble;
  });
  const empty = element("li", "No text yet. Write one below.", "empty");
  $("bubbles").replaceChildren(...(bubbles.length ? bubbles : [empty]));
  $("bubbles").scrollTop = $("bubbles").scrollHeight;
}

function drawMail(mails) {
  const newest = [...mails].reverse();
  $("mail").replaceChildren(...newest.map((mail) => {
    const article = document.createElement("article");
    article.append(element("h2", mail.subject), element("p", `to ${mail.to.join(", ")}`));
    article.append(element("pre", mail.text));
    for (const file of mail.attachments) {
      const link = element("a", file.name);
      link.href = file.href;
      article.append(link);
    }
    return article;
  }));
  if (!newest.length) $("mail").replaceChildren(element("p", "No mail yet.", "empty"));
  const code = newest.map((mail) => [mail, /\b\d{6}\b/.exec(mail.text)]).find(
    ([mail, found]) => found && !mail.attachments.length,
  );
  if (code) {
    const [mail, found] = code;
    $("code").replaceChildren(`Newest code, mailed to ${mail.to.join(", ")}: `, element("b", found[0]));
  }
}

function drawPhones(phones) {
  $("numbers").replaceChildren(...phones.map((phone) => {
    const option = document.createElement("option");
    option.value = phone.number;
    return option;
  }));
  if (!number && phones.length) choose(phones[0].number);
}

function choose(chosen) {
  number = chosen.trim();
  localStorage.setItem("number", number);
  $("number").value = number;
  $("answer").textContent = "";
  look();
}

async function look() {
  const shown = number;
  const [phones, phone, mails] = await Promise.all([
    get("/phones"),
    shown ? get(`/phones/${encodeURIComponent(shown)}`) : null,
    get("/mail/messages"),
  ]);
  if (changed("phones", phones)) drawPhones(phones);
  if (shown === number && changed("texts", phone)) drawTexts(phone);
  if (changed("mail", mails)) drawMail(mails);
}

async function send(body) {
  const answer = await fetch(`/phones/${encodeURIComponent(number)}/texts`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ body }),
  });
  const became = await answer.json();
  $("answer").textContent = became.error
    || `Webhook: ${became.status ?? "no answer"}`
    + (became.attempts > 1 ? `, ${became.attempts} tries` : "")
    + (became.fallback ? `, fallback ${became.fallback}` : "")
    + (became.answer.length ? "" : ", nothing answered");
  look();
}

$("number").addEventListener("change", (event) => choose(event.target.value));
$("number").addEventListener("focus", (event) => event.target.select());
$("write").addEventListener("submit", (event) => {
  event.preventDefault();
  if (number && $("body").value) send($("body").value);
  $("body").value = "";
});
for (const name of ["texts", "mail"]) {
  $(`tab-${name}`).addEventListener("click", () => {
    for (const other of ["texts", "mail"]) {
      $(other).hidden = other !== name;
      $(`tab-${other}`).setAttribute("aria-selected", String(other === name));
    }
  });
}

look();
setInterval(look, 1000);
