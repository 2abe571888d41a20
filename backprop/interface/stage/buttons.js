// Buttons by what stands on them and what they stand for: their words, and data that whoever listens reads.

/** A button that says `words`; `data` is what it stands for. */
export function button(words, data) {
  const element = Object.assign(document.createElement("button"), { type: "button", textContent: words });
  Object.assign(element.dataset, data);
  return element;
}

/** A button for each of some choices, by their keys; the chosen one is pressed. */
export function choiceButtons(choices, chosen) {
  return Object.entries(choices).map(([to, words]) => {
    const choice = button(words, { to });
    choice.setAttribute("aria-pressed", String(to === chosen));
    return choice;
  });
}
