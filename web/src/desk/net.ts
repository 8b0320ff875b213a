// The records and ties of a picture, as the page has them.

/** A record: a link in the picture. */
export interface Node {
  readonly link: SVGAElement;
  readonly kind: string;
  readonly title: string;
  readonly width: number;
  readonly height: number;
  x: number;
  y: number;
  isHidden: boolean;
}

/** What ties two records. */
export interface Tie {
  readonly group: SVGGElement;
  readonly ends: readonly [Node, Node];
}

/** How far a line goes out to the side where both ends are below one another. */
const BEND = 60;

export function nodesOf(drawing: SVGSVGElement): Node[] {
  return [...drawing.querySelectorAll<SVGAElement>("a.node")].map((link) => {
    const { e: x = 0, f: y = 0 } = link.transform.baseVal.consolidate()?.matrix ?? {};
    const { width = 0, height = 0 } = link.querySelector("rect")?.getBBox() ?? {};
    const title = link.querySelector("title")?.textContent ?? "";
    return { link, kind: link.dataset["kind"] ?? "", title, width, height, x, y, isHidden: false };
  });
}

export function tiesOf(drawing: SVGSVGElement, nodes: Node[]): Tie[] {
  return [...drawing.querySelectorAll<SVGGElement>("g.tie")].flatMap((group) => {
    const [one, other] = (group.dataset["ends"] ?? "").split(" ").map((end) => nodes[Number(end)]);
    return one && other ? [{ group, ends: [one, other] as const }] : [];
  });
}

/** Puts a record somewhere, and its ties follow. */
export function place(node: Node, x: number, y: number, ties: Tie[]): void {
  [node.x, node.y] = [x, y];
  node.link.setAttribute("transform", `translate(${x} ${y})`);
  for (const { group, ends } of ties) {
    if (ends.includes(node)) {
      group.querySelectorAll("path").forEach((path) => path.setAttribute("d", line(ends)));
    }
  }
}

/** As the page draws it: from side to side, bent to the right where one stands below the other. */
function line([one, other]: readonly [Node, Node]): string {
  const [left, right] = one.x <= other.x ? [one, other] : [other, one];
  const isBelow = right.x < left.x + left.width;
  const [x1, y1] = [left.x + left.width, left.y + left.height / 2];
  const [x2, y2] = [isBelow ? right.x + right.width : right.x, right.y + right.height / 2];
  const bend = isBelow ? Math.max(x1, x2) + BEND : (x1 + x2) / 2;
  return `M${x1} ${y1}C${bend} ${y1} ${bend} ${y2} ${x2} ${y2}`;
}
