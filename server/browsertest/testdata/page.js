"use strict";
const $ = id => document.getElementById(id);
$("join").addEventListener("click", () => { $("said").textContent = "Welcome, " + $("name").value; });
$("join").addEventListener("pointerdown", e => { $("input").textContent = e.pointerType; });
$("late").addEventListener("click", () => { $("said").textContent = "Late it is"; });
addEventListener("keydown", e => { if (e.target === document.body) $("key").textContent = (e.shiftKey ? "Shift+" : "") + e.key; });
addEventListener("offline", () => { $("said").textContent = "offline"; });
addEventListener("online", () => { $("said").textContent = "online"; });
window.showLate = () => { const b = $("late"); b.hidden = false; b.classList.add("drifting"); };
window.socket = path => {
  const s = new WebSocket(`ws://${location.host}${path}`);
  window.heard = 0;
  s.onmessage = () => { window.heard++; };
  s.onclose = () => { window.closed = true; };
};
