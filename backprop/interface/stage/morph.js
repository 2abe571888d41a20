// Morphs what an element holds: nodes of the same kind stay, so a press under way and the focus outlive a drawing.

/** Give `parent` these children; one that stands there already is only brought up to date. */
export function morph(parent, ...fresh) {
  const old = [...parent.childNodes];
  fresh.forEach((node, place) => {
    if (old[place]?.nodeName === node.nodeName) update(old[place], node);
    else if (old[place]) old[place].replaceWith(node);
    else parent.append(node);
  });
  for (const left of old.slice(fresh.length)) left.remove();
}

function update(old, fresh) {
  if (old.isEqualNode(fresh)) return;
  if (old.nodeType === Node.TEXT_NODE) return (old.data = fresh.data);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  for (const name of old.getAttributeNames()) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  morph(old, ...fresh.childNodes);
}
