// What the type checker cannot know of the page: Plotly is a script that puts itself into the window.

interface Window {
  Plotly: any;
}
