// Long tables and lists: what is typed into the box above them is what their rows must have.

import { plain, words } from "./words.js";

/** Fewer are seen at once. */
const ROWS_LEAST = 12;

/** Puts a box above a table or list, if it is long. */
export function filterable(found: HTMLElement): void {
  const rows = found instanceof HTMLTableElement ? [...(found.tBodies[0]?.rows ?? [])] : [...found.children];
  if (rows.length < ROWS_LEAST) {
    return;
  }
  const texts = new Map(rows.map((row) => [row as HTMLElement, plain(row.textContent ?? "")]));
  const { box, input, told } = made();
  const filter = () => {
    const wanted = plain(input.value).split(/\s+/);
    let shown = 0;
    for (const [row, text] of texts) {
      row.hidden = !wanted.every((word) => text.includes(word));
      shown += row.hidden ? 0 : 1;
    }
    told.textContent = input.value.trim() === "" ? "" : words("shown", { n: shown, all: texts.size });
  };
  input.addEventListener("input", filter);
  // A link to a row must lead to it.
  window.addEventListener("hashchange", () => {
    input.value = "";
    filter();
  });
  (found.closest(".scroll") ?? found).before(box);
}

function made(): { box: HTMLElement; input: HTMLInputElement; told: HTMLElement } {
  const [box, label, input, told] = ["p", "label", "input", "output"].map((name) => document.createElement(name));
  if (!box || !label || !told || !(input instanceof HTMLInputElement)) {
    throw new Error("a browser makes every element");
  }
  box.className = "filter";
  input.type = "search";
  input.autocomplete = "off";
  label.append(words("filter"), " ", input);
  box.append(label, " ", told);
  return { box, input, told };
}
