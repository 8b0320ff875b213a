// Kinds of records, each with a box that shows or hides them in the picture.

import { words } from "../words.js";
import type { Node, Tie } from "./net.js";

/** Puts the boxes above a picture of several kinds. `changed` is called when what is shown has changed. */
export function choices(drawing: SVGSVGElement, nodes: Node[], ties: Tie[], changed: () => void): void {
  const counts = new Map<string, number>();
  nodes.forEach(({ kind }) => counts.set(kind, (counts.get(kind) ?? 0) + 1));
  if (counts.size < 2) {
    return;
  }
  const [set, legend, told] = ["fieldset", "legend", "output"].map((name) => document.createElement(name));
  if (!set || !legend || !told) {
    throw new Error("a browser makes every element");
  }
  set.className = "kinds";
  legend.textContent = words("kinds");
  set.append(legend);
  const toggle = (kind: string, isShown: boolean) => {
    for (const node of nodes.filter((node) => node.kind === kind)) {
      node.isHidden = !isShown;
      node.link.classList.toggle("gone", node.isHidden);
    }
    ties.forEach(({ group, ends }) => group.classList.toggle("gone", ends.some(({ isHidden }) => isHidden)));
    const shown = nodes.filter(({ isHidden }) => !isHidden).length;
    told.textContent = shown === nodes.length ? "" : words("shown", { n: shown, all: nodes.length });
    changed();
  };
  for (const [kind, count] of counts) {
    const [label, box] = [document.createElement("label"), document.createElement("input")];
    label.className = "mark";
    box.type = "checkbox";
    box.checked = true;
    box.addEventListener("change", () => toggle(kind, box.checked));
    label.append(box, `${kind} (${count})`);
    set.append(label);
  }
  set.append(told);
  (drawing.closest(".scroll") ?? drawing).before(set);
}
