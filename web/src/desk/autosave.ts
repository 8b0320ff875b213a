// A form that somebody fills in is put away as a draft while they type, sealed as any draft is: a dead battery loses little.

/** So many milliseconds after something was typed. */
const PAUSE = 20_000;

/** Puts a form away now and then. Where it says that is in `[data-saved]`, with `%at` for the time. */
export function autosaved(form: HTMLFormElement): void {
  const told = form.querySelector<HTMLElement>("[data-saved]");
  if (!told) {
    return;
  }
  const { saved = "", unsaved = "" } = told.dataset;
  let [timer, under]: [number | undefined, AbortController | undefined] = [undefined, undefined];
  const save = async () => {
    timer = undefined;
    under = new AbortController();
    const kept = await put(form, under.signal);
    if (kept !== undefined) {
      told.textContent = kept ? saved.replace("%at", new Date().toLocaleTimeString(document.documentElement.lang)) : unsaved;
    }
  };
  form.addEventListener("input", () => {
    timer ??= window.setTimeout(save, PAUSE);
  });
  // What is sent becomes a record, or a draft that somebody asked for.
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    under?.abort();
  });
}

/** Whether the desk took it; nothing where it was sent otherwise meanwhile. */
async function put(form: HTMLFormElement, signal: AbortSignal): Promise<boolean | undefined> {
  const said = new URLSearchParams();
  new FormData(form).forEach((value, name) => typeof value === "string" && said.append(name, value));
  said.set("what", "draft");
  try {
    const answer = await fetch(form.action, { method: "POST", body: said, signal });
    return answer.ok && new URL(answer.url).searchParams.get("done") === "draft";
  } catch {
    return signal.aborted ? undefined : false;
  }
}
