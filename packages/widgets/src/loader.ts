import { readEmbed } from "./frame/embed";

/**
 * Loads the widgets that `data-widgets` names, once the page has nothing better to do: one line in a page is
 * enough for several of them.
 */
function start(): void {
  const { script } = readEmbed(); // at once: nobody says later which script it was
  const names = script.dataset.widgets?.split(/[\s,]+/).filter(Boolean) ?? [];
  if (names.length === 0) throw new Error("add data-widgets, such as data-widgets=card");
  const unknown = names.find((name) => !/^[a-z][a-z-]*$/.test(name));
  if (unknown) throw new Error(`there is no widget "${unknown}"`);
  const later = window.requestIdleCallback ?? ((then: () => void) => setTimeout(then, 1));
  later(() => {
    for (const name of names) load(name, script);
  });
}

function load(name: string, loader: HTMLScriptElement): void {
  const widget = document.createElement("script");
  Object.assign(widget.dataset, loader.dataset);
  widget.nonce = loader.nonce; // so that a policy which allows this script allows those
  widget.src = new URL(`${name}.js`, loader.src).href;
  loader.after(widget);
}

try {
  start();
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  // biome-ignore lint/suspicious/noConsole: the one place where the page's author looks
  console.warn(`Faibric: no widget is loaded: ${reason}`);
}
