// The records and ties of a picture, as the page has them.

/** A record: a link in the picture. */
export interface Node {
  readonly link: SVGAElement;
  readonly kind: string;
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly x: number;
  readonly y: number;
  isHidden: boolean;
}

/** What ties two records. */
export interface Tie {
  readonly group: SVGGElement;
  readonly ends: readonly [Node, Node];
}

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
