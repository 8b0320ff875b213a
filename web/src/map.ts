// Maps: closer, farther, and to the side, with buttons, fingers, pointer and keys. The wheel alone scrolls the page.

import { hide } from "./tooltip.js";
import { type View, moved, zoomed } from "./view.js";
import { words } from "./words.js";

const STEP = 1.6;
/** How far one press of an arrow goes, as a share of what is seen. */
const STRIDE = 0.2;
/** A pointer that moves less, in pixels, was a press. */
const STILL = 4;

interface Point {
  x: number;
  y: number;
}

/** Lets readers explore a map. What comes back shows a part of it. */
export function explorable(map: SVGSVGElement): (part: View) => void {
  const { x, y, width, height } = map.viewBox.baseVal;
  const whole: View = { x, y, width, height };
  let view = whole;
  const see = (next: View) => {
    view = next;
    map.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
    map.classList.toggle("near", view.width < whole.width);
    hide();
  };
  const zoom = (times: number, at?: Point) => see(zoomed(view, whole, times, at?.x, at?.y));
  const move = (across: number, down: number) => see(moved(view, whole, across, down));
  buttons(map, zoom, move, () => see(whole));
  keys(map, zoom, move);
  map.addEventListener(
    "wheel",
    (event) => {
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        zoom(2 ** (-event.deltaY / 200), share(map, event));
      }
    },
    { passive: false },
  );
  pointers(map, {
    drag: move,
    pinch: zoom,
    isNear: () => view.width < whole.width,
  });
  return see;
}

/** Whoever cannot drag presses these. */
function buttons(map: SVGSVGElement, zoom: (times: number) => void, move: Move, back: () => void): void {
  const bar = document.createElement("p");
  bar.className = "zoom";
  const button = (sign: string, name: string, press: () => void) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = sign;
    made.setAttribute("aria-label", words(name));
    made.title = words(name);
    made.addEventListener("click", press);
    bar.append(made, " ");
  };
  button("+", "closer", () => zoom(STEP));
  button("−", "farther", () => zoom(1 / STEP));
  button("←", "left", () => move(-STRIDE, 0));
  button("→", "right", () => move(STRIDE, 0));
  button("↑", "up", () => move(0, -STRIDE));
  button("↓", "down", () => move(0, STRIDE));
  button("↺", "whole", back);
  const steering = document.createElement("span");
  steering.className = "what";
  steering.textContent = words("steering");
  bar.append(steering);
  (map.closest(".scroll") ?? map).before(bar);
}

function keys(map: SVGSVGElement, zoom: (times: number) => void, move: Move): void {
  const known: Record<string, () => void> = {
    "+": () => zoom(STEP),
    "=": () => zoom(STEP),
    "-": () => zoom(1 / STEP),
    ArrowLeft: () => move(-STRIDE, 0),
    ArrowRight: () => move(STRIDE, 0),
    ArrowUp: () => move(0, -STRIDE),
    ArrowDown: () => move(0, STRIDE),
  };
  // Arrows alone go from mark to mark, as in every chart.
  map.addEventListener("keydown", (event) => {
    const isMarks = event.key.startsWith("Arrow") && !event.shiftKey;
    const isBrowsers = event.ctrlKey || event.metaKey || event.altKey;
    const press = known[event.key];
    if (press && !isMarks && !isBrowsers) {
      event.preventDefault();
      press();
    }
  });
}

/** Moves what is seen, by shares of width and height. */
type Move = (across: number, down: number) => void;

interface Gestures {
  drag: Move;
  pinch: (times: number, at: Point) => void;
  isNear: () => boolean;
}

function pointers(map: SVGSVGElement, gestures: Gestures): void {
  const held = new Map<number, Point>();
  let travelled = 0;
  map.addEventListener("pointerdown", () => (travelled = 0), true);
  map.addEventListener("pointerdown", (event) => held.set(event.pointerId, share(map, event)));
  map.addEventListener("pointermove", (event) => {
    const before = held.get(event.pointerId);
    if (!before) {
      return;
    }
    const now = share(map, event);
    travelled += Math.hypot(event.movementX, event.movementY);
    const [other] = [...held].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
    held.set(event.pointerId, now);
    if (other) {
      const spread = (point: Point) => Math.hypot(point.x - other.x, point.y - other.y) || 1;
      gestures.pinch(spread(now) / spread(before), { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
    } else if (gestures.isNear() && travelled > STILL) {
      map.setPointerCapture(event.pointerId);
      gestures.drag(before.x - now.x, before.y - now.y);
    }
  });
  for (const end of ["pointerup", "pointercancel", "pointerleave"] as const) {
    map.addEventListener(end, (event) => held.delete(event.pointerId));
  }
  // The end of a drag is no press on what happens to lie below it; a press of a key has no `detail`.
  const isDrag = (event: MouseEvent) => event.detail > 0 && travelled > STILL && gestures.isNear();
  map.addEventListener("click", (event) => isDrag(event) && event.preventDefault(), true);
}

/** Where a pointer is, as a share of width and height of the map. */
function share(map: SVGSVGElement, event: MouseEvent): Point {
  const { left, top, width, height } = map.getBoundingClientRect();
  return { x: (event.clientX - left) / width, y: (event.clientY - top) / height };
}
