import { type Child, h, show } from "./dom";

/** Asks before something that cannot be taken back. Resolves to whether it was agreed to. */
export function confirm(question: { title: string; text: Child; agree: string }): Promise<boolean> {
  const { title, text, agree } = question;
  return new Promise((resolve) => {
    const dialog = open(
      h("h2", { id: "dialog-title" }, title),
      h("p", {}, text),
      h(
        "p",
        { class: "buttons" },
        h("button", { type: "button", on: { click: () => dialog.close("") } }, "Cancel"),
        h(
          "button",
          {
            type: "button",
            class: "main",
            autofocus: true,
            on: { click: () => dialog.close("yes") },
          },
          agree,
        ),
      ),
    );
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"));
  });
}

const KEYS = [
  ["g then o", "Overview"],
  ["g then r", "Requests"],
  ["g then e", "Events"],
  ["g then q", "Queues"],
  ["g then x", "Executions"],
  ["g then i", "Inbox"],
  ["g then b", "Objects"],
  ["g then t", "Table"],
  ["g then l", "Logs"],
  ["/", "Search"],
  ["j  k", "Next and previous row"],
  ["Enter", "Open the row"],
  ["Esc", "Close what is open"],
  ["?", "These keys"],
] as const;

export function showKeys(): void {
  const dialog = open(
    h("h2", { id: "dialog-title" }, "Keys"),
    h(
      "dl",
      { class: "facts keys" },
      ...KEYS.map(([keys, what]) =>
        h(
          "div",
          {},
          h(
            "dt",
            {},
            ...keys
              .split(" ")
              .map((key) => (/^(then|)$/.test(key) ? ` ${key} ` : h("kbd", {}, key))),
          ),
          h("dd", {}, what),
        ),
      ),
    ),
    h(
      "p",
      { class: "buttons" },
      h(
        "button",
        { type: "button", autofocus: true, on: { click: () => dialog.close() } },
        "Close",
      ),
    ),
  );
}

function open(...children: Child[]): HTMLDialogElement {
  const dialog = document.createElement("dialog");
  dialog.setAttribute("aria-labelledby", "dialog-title");
  show(dialog, ...children);
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
  return dialog;
}
