// Plotly, asked for as soon as any page loads. It is a script, not a module: it puts itself into `window`.

export const library = new Promise((resolve, reject) => {
  const script = document.createElement("script");
  script.src = new URL("../plotly.min.js", import.meta.url).href;
  script.onload = () => resolve(window.Plotly);
  script.onerror = () => reject(new Error("The drawing library could not be loaded. Reload the page."));
  document.head.append(script);
});
