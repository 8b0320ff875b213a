// Heat maps as tables: the row and the column of a cell stand out, and what the cell says is shown beside it.

import { hide, leave, show } from "./tooltip.js";

/** Follows pointer and focus over a table. */
export function crossed(table: HTMLTableElement): void {
  let marked: Element[] = [];
  const mark = (target: EventTarget | null) => {
    marked.forEach((cell) => cell.classList.remove("crossed"));
    const cell = target instanceof Element ? target.closest<HTMLTableCellElement>("td") : null;
    marked = cell ? cross(table, cell) : [];
    marked.forEach((cell) => cell.classList.add("crossed"));
  };
  const tell = (target: EventTarget | null) => {
    const link = target instanceof Element ? target.closest("td a[aria-label]") : null;
    if (link) {
      show(link.getAttribute("aria-label") ?? "", "", link.getBoundingClientRect());
    } else {
      leave();
    }
  };
  table.addEventListener("pointerover", ({ target, pointerType }) => {
    mark(target);
    // A finger opens the cell; a box would flash up before it.
    if (pointerType !== "touch") {
      tell(target);
    }
  });
  table.addEventListener("pointerleave", () => {
    mark(document.activeElement);
    leave();
  });
  table.addEventListener("focusin", ({ target }) => {
    mark(target);
    if (target instanceof Element && target.matches(":focus-visible")) {
      tell(target);
    }
  });
  table.addEventListener("focusout", () => {
    mark(null);
    hide();
  });
}

/** All cells of the row and the column of a cell. */
function cross(table: HTMLTableElement, cell: HTMLTableCellElement): Element[] {
  const column = [...table.rows].map((row) => row.cells[cell.cellIndex]);
  const row = [...(cell.parentElement?.children ?? [])];
  return [...column, ...row].filter((other): other is HTMLTableCellElement => other !== undefined && other !== cell);
}
