// Buttons that copy a text. They are hidden where that is not possible.

/** Makes each button with data-copy copy what the element of that id says. */
export function offerCopies(root: ParentNode): void {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll<HTMLButtonElement>("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset["copy"] ?? "")?.textContent ?? "");
      button.textContent = button.dataset["done"] ?? button.textContent;
    });
  }
}
