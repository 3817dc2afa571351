// The review page works with its forms alone; this adds the keys that it names. A key presses the button marked with it
// in the question at hand. Where that needs a reason, the key goes to the reason first, and Enter then presses the button.
"use strict";

const questions = [...document.querySelectorAll("form.question")];
const current = () => document.activeElement.closest("form.question");

function go(step) {
  if (!questions.length) return;
  const at = questions.indexOf(current());
  const next = questions[Math.min(questions.length - 1, Math.max(0, at < 0 ? 0 : at + step))];
  next.focus();
  next.scrollIntoView({ block: "center" });
}

function press(key) {
  const form = key === "u" ? document.querySelector("form.done") : current() || questions[0];
  const button = form && form.querySelector(`button[data-key="${key}"]`);
  if (!button) return;
  const reason = form.querySelector("[name=because]");
  if (key === "a" || !reason || reason.value.trim()) { form.requestSubmit(button); return; }
  form.pending = button;
  reason.focus();
}

for (const form of questions) {
  const reason = form.querySelector("[name=because]");
  reason.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { form.pending = null; form.focus(); }
    if (event.key !== "Enter" || !form.pending) return;
    event.preventDefault();
    form.requestSubmit(form.pending);
  });
}

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  const ways = {
    j: () => go(1), k: () => go(-1),
    r: () => { const form = current(); if (form) form.querySelector("[name=because]").focus(); },
  };
  const way = ways[event.key] || ("amsxu".includes(event.key) ? () => press(event.key) : null);
  if (!way) return;
  event.preventDefault();
  way();
});

if (questions.length && document.querySelector("form.done")) questions[0].focus();
