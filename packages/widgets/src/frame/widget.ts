import { type ComponentType, h, render } from "preact";
import { type Embed, readEmbed } from "./embed";
import { FRAME } from "./style";

export interface WidgetOptions<Data> {
  /** Also the element's name: `faibric-<name>`. */
  readonly name: string;
  readonly style: string;
  /** What the widget shows, asked of the API before anything is shown. */
  load(embed: Embed): Promise<Data>;
  readonly View: ComponentType<{ data: Data; embed: Embed }>;
  /** Colours of the business that the widget goes by. */
  brand?(data: Data): Readonly<Record<`--${string}`, string>>;
}

/**
 * Puts a widget into the page that its script stands in: into the first empty element `data-faibric="<name>"`, else
 * right behind the script. The page's styles stay outside, by a shadow root; its content policy needs to allow our
 * scripts and our API, nothing inline. What goes wrong is told to the page's author, in the console, and nothing
 * is shown to visitors.
 */
export async function startWidget<Data>(options: WidgetOptions<Data>): Promise<void> {
  try {
    const embed = readEmbed(); // at once: nobody says later which script it was
    const data = await options.load(embed);
    await untilParsed();
    show(options, embed, data);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    // biome-ignore lint/suspicious/noConsole: the one place where the page's author looks
    console.warn(`Faibric: the widget "${options.name}" is not shown: ${reason}`);
  }
}

function show<Data>(options: WidgetOptions<Data>, embed: Embed, data: Data): void {
  const { name, style, View, brand } = options;
  const host = document.createElement(`faibric-${name}`);
  host.dataset.theme = embed.theme;
  const root = host.attachShadow({ mode: "open" });
  // Not an element: a page's policy need not allow styles that stand in it.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(FRAME + style);
  root.adoptedStyleSheets = [sheet];
  const content = document.createElement("div");
  content.className = "root";
  content.lang = embed.locale;
  for (const [variable, value] of Object.entries(brand?.(data) ?? {})) {
    content.style.setProperty(variable, value);
  }
  root.append(content);
  render(h(View, { data, embed }), content);
  const place = document.querySelector(`[data-faibric="${name}"]:empty`);
  if (place) place.append(host);
  else embed.script.after(host);
}

/** A place for the widget may stand further down in the page than its script. */
function untilParsed(): Promise<void> {
  if (document.readyState !== "loading") return Promise.resolve();
  return new Promise((resolve) => {
    document.addEventListener("DOMContentLoaded", () => resolve(), { once: true });
  });
}
