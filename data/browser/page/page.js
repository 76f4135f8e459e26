// What the page does beside the terminal: the keyboard goes there from the start, without a click.
"use strict";

function toTheTerminal() {
  const terminal = document.querySelector(".xterm-helper-textarea");
  if (terminal && !document.body.classList.contains("-closed")) {
    terminal.focus();
  }
}

window.addEventListener("DOMContentLoaded", () => {
  const observer = new MutationObserver(() => {
    if (document.body.classList.contains("-first-byte")) {
      observer.disconnect();
      toTheTerminal();
    }
  });
  observer.observe(document.body, { attributeFilter: ["class"] });
});
window.addEventListener("focus", toTheTerminal);
