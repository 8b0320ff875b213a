// Networks: what a record is tied to stands out, kinds can be hidden, and a record can be moved aside. Every record is a link, with or without this.

import { explorable } from "../map.js";
import { hide, show } from "../tooltip.js";
import { type View, moved } from "../view.js";
import { choices } from "./kinds.js";
import { type Node, type Tie, nodesOf, place, tiesOf } from "./net.js";

const WAYS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
/** How far a record goes with one press of a key. */
const PUSH = 20;
/** A pointer that moves less, in pixels, was a press. */
const STILL = 4;
/** The most of a screen that a picture takes: a finger beside it moves the page. */
const HIGHEST = 0.6;

/** Lets somebody explore a network. */
export function graph(drawing: SVGSVGElement): void {
  const nodes = nodesOf(drawing);
  const ties = tiesOf(drawing, nodes);
  const { whole, reveal } = framed(drawing);
  const put = (node: Node, x: number, y: number) =>
    place(node, within(x, whole.width - node.width), within(y, whole.height - node.height), ties);
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
    if (!node || !way || event.shiftKey || event.altKey || event.metaKey) {
      return;
    }
    event.preventDefault();
    if (event.ctrlKey) {
      put(node, node.x + way[0] * PUSH, node.y + way[1] * PUSH);
      reveal(node);
      hide();
    } else {
      const next = beside(node, way, nodes);
      if (next) {
        reveal(next);
        next.link.focus({ preventScroll: true });
      }
    }
  });
  for (const node of nodes) {
    draggable(drawing, node, put);
  }
}

/** Never beyond the edge of the picture. */
function within(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most);
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

/** Puts the picture into a frame that has room on a screen, as large as it was made, and lets it be explored. `reveal` brings a record into it. */
function framed(drawing: SVGSVGElement): { whole: View; reveal: (node: Node) => void } {
  const { width, height } = drawing.viewBox.baseVal;
  drawing.setAttribute("width", "100%");
  drawing.setAttribute("height", String(Math.min(height, innerHeight * HIGHEST)));
  const { clientWidth, clientHeight } = drawing;
  const closeness = Math.max(width / clientWidth, height / clientHeight, 1);
  const whole: View = { x: 0, y: 0, width: clientWidth * closeness, height: clientHeight * closeness };
  drawing.setAttribute("viewBox", `0 0 ${whole.width} ${whole.height}`);
  const see = explorable(drawing);
  see({ ...whole, width: clientWidth, height: clientHeight });
  const reveal = (node: Node) => {
    const { x, y, width, height } = drawing.viewBox.baseVal;
    const isSeen = node.x >= x && node.y >= y && node.x + node.width <= x + width && node.y + node.height <= y + height;
    if (!isSeen) {
      const [left, top] = [node.x + (node.width - width) / 2, node.y + (node.height - height) / 2];
      see(moved({ x: left, y: top, width, height }, whole, 0, 0));
    }
    drawing.scrollIntoView({ block: "nearest" });
  };
  return { whole, reveal };
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

/** A record follows the pointer that holds it. */
function draggable(drawing: SVGSVGElement, node: Node, put: (node: Node, x: number, y: number) => void): void {
  let held: { id: number; x: number; y: number } | undefined;
  let travelled = 0;
  const { link } = node;
  link.addEventListener("dragstart", (event) => event.preventDefault());
  link.addEventListener("pointerdown", (event) => {
    if (event.button === 0 && !held) {
      // The picture stays where it is.
      event.stopPropagation();
      held = { id: event.pointerId, x: event.clientX, y: event.clientY };
      travelled = 0;
    }
  });
  link.addEventListener("pointermove", (event) => {
    if (held?.id !== event.pointerId) {
      return;
    }
    const [right, down] = [event.clientX - held.x, event.clientY - held.y];
    held = { id: held.id, x: event.clientX, y: event.clientY };
    travelled += Math.hypot(right, down);
    if (travelled > STILL) {
      link.setPointerCapture(event.pointerId);
      hide();
    }
    const scale = drawing.getScreenCTM()?.a ?? 1;
    put(node, node.x + right / scale, node.y + down / scale);
  });
  for (const end of ["pointerup", "pointercancel"] as const) {
    link.addEventListener(end, (event) => {
      held = held?.id === event.pointerId ? undefined : held;
    });
  }
  // The end of a drag is no press; a press of a key has no `detail`.
  link.addEventListener("click", (event) => event.detail > 0 && travelled > STILL && event.preventDefault());
}
