// Networks: what a record is tied to stands out, and kinds can be hidden. Every record is a link, with or without this.

import { explorable } from "../map.js";
import { hide, show } from "../tooltip.js";
import { type View, moved } from "../view.js";
import { choices } from "./kinds.js";
import { type Node, type Tie, nodesOf, tiesOf } from "./net.js";

const WAYS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
/** The most of a screen that a picture takes: a finger beside it moves the page. */
const HIGHEST = 0.6;

/** Lets somebody explore a network. */
export function graph(drawing: SVGSVGElement): void {
  const nodes = nodesOf(drawing);
  const ties = tiesOf(drawing, nodes);
  const reveal = framed(drawing);
  const byLink = new Map<Element | null, Node>(nodes.map((node) => [node.link, node]));
  const nodeOf = (target: EventTarget | null) => byLink.get(target instanceof Element ? target.closest("a.node") : null);
  const focused = () => nodeOf(document.activeElement);
  marks(drawing, nodes, ties, nodeOf, focused);
  choices(drawing, nodes, ties, () => reach(nodes, focused()));
  reach(nodes);
  drawing.addEventListener("focusin", ({ target }) => {
    const node = nodeOf(target);
    if (node && node.link.matches(":focus-visible")) {
      reach(nodes, node);
      reveal(node);
      show(node.title, "", node.link.getBoundingClientRect());
    }
  });
  drawing.addEventListener("focusout", hide);
  drawing.addEventListener("keydown", (event) => {
    const [node, way] = [nodeOf(event.target), WAYS[event.key]];
    if (!node || !way || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    event.preventDefault();
    const next = beside(node, way, nodes);
    if (next) {
      reveal(next);
      next.link.focus({ preventScroll: true });
    }
  });
}

/** One record is reached with the tabulator, the others from it with arrows. */
function reach(nodes: Node[], wanted?: Node): void {
  const isThere = (node: Node | undefined) => node && !node.isHidden;
  const before = nodes.find(({ link }) => link.getAttribute("tabindex") === "0");
  const one = [wanted, before].find(isThere) ?? nodes.find(isThere);
  nodes.forEach((node) => node.link.setAttribute("tabindex", node === one ? "0" : "-1"));
}

/** The nearest record in a direction: straight on before aside. */
function beside(from: Node, [across, down]: readonly [number, number], nodes: Node[]): Node | undefined {
  let [nearest, least]: [Node | undefined, number] = [undefined, Infinity];
  for (const node of nodes) {
    const [x, y] = [node.x - from.x, node.y - from.y];
    const along = x * across + y * down;
    const far = along + 2 * Math.abs(across ? y : x);
    if (!node.isHidden && along > 0 && far < least) {
      [nearest, least] = [node, far];
    }
  }
  return nearest;
}

/** Puts the picture into a frame that has room on a screen, as large as it was made, and lets it be explored. The answer brings a record into it. */
function framed(drawing: SVGSVGElement): (node: Node) => void {
  const { width, height } = drawing.viewBox.baseVal;
  drawing.setAttribute("width", "100%");
  drawing.setAttribute("height", String(Math.min(height, innerHeight * HIGHEST)));
  const { clientWidth, clientHeight } = drawing;
  const closeness = Math.max(width / clientWidth, height / clientHeight, 1);
  const whole: View = { x: 0, y: 0, width: clientWidth * closeness, height: clientHeight * closeness };
  drawing.setAttribute("viewBox", `0 0 ${whole.width} ${whole.height}`);
  const see = explorable(drawing);
  see({ ...whole, width: clientWidth, height: clientHeight });
  return (node: Node) => {
    const { x, y, width, height } = drawing.viewBox.baseVal;
    const isSeen = node.x >= x && node.y >= y && node.x + node.width <= x + width && node.y + node.height <= y + height;
    if (!isSeen) {
      const [left, top] = [node.x + (node.width - width) / 2, node.y + (node.height - height) / 2];
      see(moved({ x: left, y: top, width, height }, whole, 0, 0));
    }
    drawing.scrollIntoView({ block: "nearest" });
  };
}

/** A record that is pointed at or has the focus stands out, with what it is tied to. */
function marks(
  drawing: SVGSVGElement,
  nodes: Node[],
  ties: Tie[],
  nodeOf: (target: EventTarget | null) => Node | undefined,
  focused: () => Node | undefined,
): void {
  let marked: Node | undefined;
  const mark = (node: Node | undefined) => {
    if (node === marked) {
      return;
    }
    marked = node;
    const of = ties.filter(({ ends }) => node && ends.includes(node));
    const near = new Set([node, ...of.flatMap(({ ends }) => ends)]);
    drawing.classList.toggle("pointed", node !== undefined);
    nodes.forEach((other) => other.link.classList.toggle("marked", near.has(other)));
    ties.forEach((tie) => tie.group.classList.toggle("marked", of.includes(tie)));
  };
  drawing.addEventListener("pointermove", ({ target, movementX, movementY }) => {
    // What comes to lie below a pointer that rests is not pointed at.
    if (movementX !== 0 || movementY !== 0) {
      mark(nodeOf(target) ?? focused());
    }
  });
  drawing.addEventListener("pointerleave", () => mark(focused()));
  drawing.addEventListener("focusin", ({ target }) => mark(nodeOf(target)));
  drawing.addEventListener("focusout", () => mark(undefined));
}
