// One box for the whole page, in which the words of a mark are shown. Whoever cannot see it hears the same words as the name of the mark.

/** How long a pointer may take from a mark to the box, in milliseconds. */
const LINGERS = 200;
/** How far the box keeps from what it is about, and from the edge, in pixels. */
const APART = 8;

interface Spot {
  left: number;
  top: number;
  bottom: number;
}

let box: HTMLElement | undefined;
let leaving: number | undefined;

/** Shows words beside this spot: above it, or below it where there is no room. */
export function show(words: string, keys: string, spot: Spot): void {
  const shown = made();
  window.clearTimeout(leaving);
  shown.replaceChildren(words);
  if (keys !== "") {
    const line = document.createElement("span");
    line.className = "keys";
    line.textContent = keys;
    shown.append(line);
  }
  shown.hidden = false;
  const { width, height } = shown.getBoundingClientRect();
  const left = Math.min(spot.left, document.documentElement.clientWidth - width - APART);
  const above = spot.top - height - APART;
  shown.style.left = `${Math.max(APART, left)}px`;
  shown.style.top = `${above >= APART ? above : spot.bottom + APART}px`;
}

/** Hides the box at once. */
export function hide(): void {
  window.clearTimeout(leaving);
  if (box) {
    box.hidden = true;
  }
}

/** Hides the box in a moment, unless the pointer is on its way into it. */
export function leave(): void {
  window.clearTimeout(leaving);
  leaving = window.setTimeout(hide, LINGERS);
}

function made(): HTMLElement {
  if (box) {
    return box;
  }
  box = document.createElement("div");
  box.className = "tip";
  box.setAttribute("aria-hidden", "true");
  box.addEventListener("pointerenter", () => window.clearTimeout(leaving));
  box.addEventListener("pointerleave", leave);
  document.body.append(box);
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  document.addEventListener("scroll", hide, { capture: true, passive: true });
  return box;
}
