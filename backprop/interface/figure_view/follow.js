// A press on a figure that moves something, and the way of the pointer until it is released.

const SLACK = 4;               // px that a finger may wander before it is a drag

/**
 * Tell `go(event, final)` where the pointer is, from its press on; returns what to call to stop that.
 * A finger counts once it moves sideways or is lifted: until then it may be about to scroll the page, which changes nothing.
 */
export function follow(press, go) {
  const drag = new AbortController(), { signal } = drag;
  let last = null;
  const listen = (kind, listener) => addEventListener(kind, (event) => event.pointerId === press.pointerId && listener(event), { signal });
  const move = (event) => {
    if (!last && press.pointerType === "touch" && !sideways(press, event)) return;
    go((last = event), false);
  };
  listen("pointermove", move);
  listen("pointerup", (event) => {
    drag.abort();
    go(event, true);
  });
  listen("pointercancel", () => {                  // the finger scrolls the page after all
    drag.abort();
    if (last) go(last, true);
  });
  move(press);
  return () => drag.abort();
}

function sideways(from, to) {
  const across = Math.abs(to.clientX - from.clientX);
  return across > SLACK && across > Math.abs(to.clientY - from.clientY);
}
