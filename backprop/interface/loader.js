// What each component is registered with: it loads the component's module, together with others that this will ask for,
// and calls it. Where the server goes away meanwhile it waits and loads again, so that nobody on the page has to.

const address = new URL("ADDRESS", document.baseURI).href;
const others = "OTHERS".split(" ").filter(Boolean).map((other) => new URL(other, document.baseURI).href);
const RELOADED = `backprop-explorer reloaded for ${address}`;
const roots = new WeakSet();
const loaded = load();

export default async (component) => {
  if (!roots.has(component.parentElement)) followStyles(component.parentElement);
  return (await loaded).default(component);
};

async function load() {
  try {
    return await importAll();
  } catch (error) {
    await answer();
    const module = await importAll().catch(() => loadPage(error));
    sessionStorage.removeItem(RELOADED);
    return module;
  }
}

async function importAll() {
  const [module] = await Promise.all([address, ...others].map((each) => import(each)));
  return module;
}

/** When the server, and not a proxy in its place, answers again. */
async function answer() {
  for (let pause = 250; ; pause = Math.min(2 * pause, 4000)) {
    const found = await fetch(address, { cache: "reload" }).catch(() => null);
    if (found?.status < 500) return;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** Load the whole page, where a browser remembers that a module did not load; once, for a module may be broken, too. */
function loadPage(error) {
  if (sessionStorage.getItem(RELOADED)) throw error;
  sessionStorage.setItem(RELOADED, "1");
  location.reload();
  return new Promise(() => {});
}

/** Ask again for stylesheets that did not come. */
function followStyles(root) {
  roots.add(root);
  root.querySelectorAll("link[rel=stylesheet]").forEach(follow);
}

function follow(link) {
  const askAgain = () => {
    const other = link.cloneNode();
    link.replaceWith(other);
    follow(other);
  };
  link.addEventListener("error", () => setTimeout(askAgain, 1000), { once: true });
  if (link.sheet && !readable(link.sheet)) askAgain();
}

/** Whether there are rules in a sheet; a browser may have put one in place that nobody is allowed to read. */
function readable(sheet) {
  try {
    return sheet.cssRules.length > 0;
  } catch (error) {
    return false;
  }
}
