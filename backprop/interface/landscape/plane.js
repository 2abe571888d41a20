// A plane of parameters as a figure on which the network is put: press, or drag, and its two parameters follow.

import Figures from "../figure_view/figure_view.js";
import { follow } from "../figure_view/follow.js";

export default class Plane extends Figures {
  constructor(element, send) {
    super(element, send);
    element.addEventListener("pointerdown", (event) => this.grab(event));
  }

  draw(part) {
    this.part = part;
    this.element.classList.toggle("movable", part.movable);
    return super.draw(part);
  }

  click() {}                    // a contour has no number to select

  grab(event) {
    const plot = event.target.closest?.(".js-plotly-plot");
    if (!this.part.movable || !plot || event.button || !event.isPrimary || event.target.closest(".modebar, .colorbar") || !this.inside(plot, event)) return;
    event.preventDefault();
    this.stop?.();
    this.stop = follow(event, (moved, final) => {
      this.element.classList.toggle("dragging", !final);
      this.send({ kind: "place", ...this.at(plot, moved), scrub: "place", final });
    });
  }

  /** Where on the plot, in its own pixels; full screen is larger. */
  pixels(plot, { clientX, clientY }) {
    const { left, top, width } = plot.getBoundingClientRect();
    const zoom = plot.offsetWidth / width;
    const { xaxis, yaxis } = plot._fullLayout;
    return [(clientX - left) * zoom - xaxis._offset, (clientY - top) * zoom - yaxis._offset];
  }

  inside(plot, event) {
    const [x, y] = this.pixels(plot, event);
    const { xaxis, yaxis } = plot._fullLayout;
    return x >= 0 && y >= 0 && x <= xaxis._length && y <= yaxis._length;
  }

  /** The point of the plane, rounded to what can be aimed at, and within the window. */
  at(plot, event) {
    const { xaxis, yaxis } = plot._fullLayout;
    const { grain } = this.part;
    const round = (value, [low, high]) =>
      Number((Math.round(Math.max(low, Math.min(high, value)) / grain) * grain).toPrecision(12));
    const [x, y] = this.pixels(plot, event);
    return { u: round(xaxis.p2d(x), xaxis.range), v: round(yaxis.p2d(y), yaxis.range) };
  }

  remove() {
    this.stop?.();
    return super.remove();
  }
}
