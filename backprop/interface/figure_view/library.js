// Plotly, asked for as soon as any page loads, and again where the server went away meanwhile. It is a script, not a
// module: it puts itself into `window`.

export const library = new Promise((resolve) => ask(resolve, 250));

function ask(resolve, pause) {
  const script = document.createElement("script");
  script.src = new URL("../plotly.min.js", import.meta.url).href;
  script.onload = () => resolve(window.Plotly);
  script.onerror = () => setTimeout(() => ask(resolve, Math.min(2 * pause, 4000)), pause);
  document.head.append(script);
}
