// One sentence at the place it is about, read out by screen readers too.

export class Notes {
  constructor(root) {
    this.root = root;
    this.note = root.querySelector(".note");
    this.listener = () => this.clear();    // at whatever a person does next
    for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, this.listener, true);
  }

  remove() {
    for (const kind of ["pointerdown", "keydown"]) document.removeEventListener(kind, this.listener, true);
  }

  say(element, sentence) {
    const { note } = this;
    note.textContent = sentence;
    note.hidden = false;
    const home = this.root.getBoundingClientRect();
    const place = element.getBoundingClientRect();
    const width = Math.min(320, home.width - 8);
    note.style.maxWidth = `${width}px`;
    note.style.left = `${Math.max(0, Math.min(place.left - home.left, home.width - Math.min(width, note.offsetWidth)))}px`;
    note.style.top = `${place.bottom - home.top + 6}px`;
  }

  clear() {
    this.note.hidden = true;
    this.note.textContent = "";
  }
}
