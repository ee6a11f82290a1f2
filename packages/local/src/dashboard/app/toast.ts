const SHOWN_MS = 4_000;

/** Says in a corner what came of something. */
export function say(text: string, tone: "bad" | "good" = "good"): void {
  const toast = document.createElement("p");
  toast.className = tone;
  toast.textContent = text;
  const toasts = document.getElementById("toasts");
  toasts?.append(toast);
  setTimeout(() => toast.remove(), tone === "bad" ? SHOWN_MS * 2 : SHOWN_MS);
}

/** Does what a button stands for and says what came of it. */
export async function act(work: () => Promise<string>): Promise<void> {
  try {
    say(await work());
  } catch (error) {
    say(error instanceof Error ? error.message : String(error), "bad");
  }
}
