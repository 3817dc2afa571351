// Pages work with links and forms alone. This makes them quick: a form marked `data-live` shows its results without a new
// page, a folded list stays folded on a phone, the way round shows where one is, and "/" goes to the search field.
"use strict";

async function show(address, push) {
  const results = document.getElementById("results");
  results.setAttribute("aria-busy", "true");
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) { location.assign(address); return; }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("results");
  if (!fresh) { location.assign(address); return; }
  results.replaceWith(fresh);
  document.title = page.title;
  if (push) history.pushState({}, "", address);
}

function addressOf(form) {
  const fields = [...new FormData(form)].filter(([name, value]) => value !== "" && !(name === "least" && value === "1") && !(name === "sort" && value === "newest"));
  const query = new URLSearchParams(fields).toString();
  return form.getAttribute("action") + (query ? "?" + query : "");
}

for (const form of document.querySelectorAll("form[data-live]")) {
  let waiting;
  const go = () => { clearTimeout(waiting); show(addressOf(form), true); };
  form.addEventListener("submit", (event) => { event.preventDefault(); go(); });
  form.addEventListener("change", go);
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(go, 350); });
  addEventListener("popstate", () => location.reload());
}

if (matchMedia("(max-width: 52rem)").matches) {
  for (const list of document.querySelectorAll(".aside details")) list.removeAttribute("open");
}

addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target.closest("input, textarea, select")) return;
  event.preventDefault();
  document.querySelector(".top input[type=search]").focus();
});

// on a phone the way round is wider than the screen: show where one is
const here = document.querySelector(".top nav [aria-current]");
if (here) here.parentElement.scrollLeft = here.offsetLeft - here.parentElement.offsetLeft - 40;
