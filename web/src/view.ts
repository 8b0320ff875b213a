// The part of a drawing that is seen.

/** A rectangle of the drawing, in its own units. */
export interface View {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The most that a drawing is enlarged. */
export const CLOSEST = 16;

/** The view `times` as close, with the point at this share of width and height staying where it is. */
export function zoomed(view: View, whole: View, times: number, across = 0.5, down = 0.5): View {
  const closeness = Math.min(CLOSEST, Math.max(1, (whole.width / view.width) * times));
  const [width, height] = [whole.width / closeness, whole.height / closeness];
  const [x, y] = [view.x + (view.width - width) * across, view.y + (view.height - height) * down];
  return within({ x, y, width, height }, whole);
}

/** The view moved by a share of its width and height. */
export function moved(view: View, whole: View, across: number, down: number): View {
  return within({ ...view, x: view.x + view.width * across, y: view.y + view.height * down }, whole);
}

/** Never beyond the edge of the drawing. */
function within(view: View, whole: View): View {
  const held = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most);
  return {
    ...view,
    x: held(view.x, whole.x, whole.x + whole.width - view.width),
    y: held(view.y, whole.y, whole.y + whole.height - view.height),
  };
}
