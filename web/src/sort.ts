// Tables: a column is sorted by a press on its head. The third press gives the order of the page back.

type Order = "ascending" | "descending" | "none";

/** A cell as it is compared; `null` where it tells no number. */
type Key = { text: string; number: number | null };

const ROWS_LEAST = 3;

/** Gives the heads of a plain table buttons. */
export function sortable(table: HTMLTableElement): void {
  const [head, body] = [table.tHead?.rows, table.tBodies[0]];
  const isPlain = head?.length === 1 && table.tBodies.length === 1 && !table.querySelector("[colspan], [rowspan]");
  if (!isPlain || !body || body.rows.length < ROWS_LEAST) {
    return;
  }
  const asWritten = [...body.rows];
  const heads = [...(head[0]?.cells ?? [])];
  for (const [column, cell] of heads.entries()) {
    // What is done to a row is no order of rows, and a head without words is nothing to press.
    const isOfForms = asWritten.some((row) => row.cells[column]?.querySelector("form"));
    if (isOfForms || !cell.textContent?.trim()) {
      continue;
    }
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...cell.childNodes);
    cell.append(button);
    button.addEventListener("click", () => {
      const keys = new Map(asWritten.map((row) => [row, key(row.cells[column])]));
      const isOfNumbers = [...keys.values()].some(({ number }) => number !== null);
      const order = next(cell.getAttribute("aria-sort"), isOfNumbers);
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      if (order !== "none") {
        cell.setAttribute("aria-sort", order);
      }
      body.append(...sorted(asWritten, keys, order));
    });
  }
}

/** Of numbers the largest come first, of words the first. */
function next(order: string | null, isOfNumbers: boolean): Order {
  const orders: [Order, Order] = isOfNumbers ? ["descending", "ascending"] : ["ascending", "descending"];
  const place = orders.indexOf(order as Order);
  return place < 0 ? orders[0] : (orders[place + 1] ?? "none");
}

function sorted(rows: HTMLTableRowElement[], keys: Map<HTMLTableRowElement, Key>, order: Order): HTMLTableRowElement[] {
  if (order === "none") {
    return rows;
  }
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const sign = order === "ascending" ? 1 : -1;
  const compare = (one: Key, other: Key) => {
    if (one.number === null || other.number === null) {
      // What is hidden or unknown is no number, least of all zero: it stands last in either order.
      const byNumber = Number(one.number === null) - Number(other.number === null);
      return byNumber || sign * collator.compare(one.text, other.text);
    }
    return sign * (one.number - other.number);
  };
  const empty: Key = { text: "", number: null };
  return [...rows].sort((one, other) => compare(keys.get(one) ?? empty, keys.get(other) ?? empty));
}

function key(cell: HTMLTableCellElement | undefined): Key {
  const text = cell?.textContent?.trim() ?? "";
  const isOfNumbers = cell?.classList.contains("number") === true;
  return { text, number: isOfNumbers ? numberOf(cell?.dataset["value"] ?? text) : null };
}

/** A number as pages write it: with a sign of its own, spaces or commas between thousands, and marks around it. */
export function numberOf(text: string): number | null {
  const digits = text.replace(/−/g, "-").replace(/(\d)[\s,](?=\d{3})/g, "$1").replace(/[≈%\s]/g, "");
  return /^[-+]?\d+(\.\d+)?(e[-+]?\d+)?$/i.test(digits) ? Number(digits) : null;
}
