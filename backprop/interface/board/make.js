// An element with a class.

export function make(tag, name) {
  const element = document.createElement(tag);
  element.className = name;
  return element;
}
