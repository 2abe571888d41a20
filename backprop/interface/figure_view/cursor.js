// An upright line across a plot, such as the cursor of a run, is one shape of a layout among others. It alone moves while
// somebody drags it; everything else of a layout is its frame, and a figure with another frame is drawn anew.

const upright = ({ type, xref, x0, x1 }) => type === "line" && xref === "x" && x0 === x1;

/** All of a layout but what can be moved, and what is only said of it. */
export function frameOf({ meta, shapes = [], ...layout }) {
  const still = shapes.map((shape) => (upright(shape) ? { ...shape, x0: 0, x1: 0 } : shape));
  return { ...layout, shapes: still, height: meta.height };
}

/** Within its frame, a plot takes what is said of it from `layout`, and has its upright lines where that has them. */
export function move(plot, { meta, shapes = [] }) {
  const { xaxis, shapes: drawn } = plot._fullLayout;
  plot.layout.meta = meta;
  shapes.forEach((shape, i) => {
    const { x0, x1 } = shape;
    if (!upright(shape) || plot.layout.shapes[i].x0 === x0) return;
    for (const known of [plot.layout.shapes[i], drawn[i]]) Object.assign(known, { x0, x1 });
    const path = plot.querySelector(`.shapelayer path[data-index="${i}"]`);   // by its name: those below stand apart
    path.setAttribute("d", path.getAttribute("d").replace(/([ML])[^,]+/g, `$1${xaxis._offset + xaxis.d2p(x0)}`));
  });
}
