/** Arrow keys among the boxes: left and right in memory order, up and down to the nearest box above or below. */
export function moveFocus(root: Element, { key, target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement) || !target.matches('[data-main]')) return false;
  const boxes = [...root.querySelectorAll<HTMLElement>('[data-main]')];
  const next = nextBox(boxes, target, key);
  if (next === undefined) return key.startsWith('Arrow') || key === 'Home' || key === 'End';
  for (const box of boxes) box.tabIndex = box === next ? 0 : -1;
  next.focus();
  next.scrollIntoView({ block: 'nearest' });
  return true;
}

/** Lets the Tab key reach the boxes: one of them, the last that had the focus, takes it. */
export function keepReachable(root: Element): void {
  const boxes = [...root.querySelectorAll<HTMLElement>('[data-main]')];
  if (boxes[0] !== undefined && !boxes.some((box) => box.tabIndex === 0)) boxes[0].tabIndex = 0;
}

function nextBox(boxes: readonly HTMLElement[], from: HTMLElement, key: string): HTMLElement | undefined {
  const at = boxes.indexOf(from);
  switch (key) {
    case 'ArrowRight':
      return boxes[at + 1];
    case 'ArrowLeft':
      return boxes[at - 1];
    case 'Home':
      return boxes[0];
    case 'End':
      return boxes.at(-1);
    case 'ArrowDown':
      return nearest(boxes, from, (own, other) => other.top - own.bottom);
    case 'ArrowUp':
      return nearest(boxes, from, (own, other) => own.top - other.bottom);
    default:
      return undefined;
  }
}

/** The box with the least distance in the direction; of equal ones the one least to the side. */
function nearest(
  boxes: readonly HTMLElement[],
  from: HTMLElement,
  distance: (own: DOMRect, other: DOMRect) => number,
): HTMLElement | undefined {
  const own = from.getBoundingClientRect();
  let best: { box: HTMLElement; cost: number } | undefined;
  for (const box of boxes) {
    const other = box.getBoundingClientRect();
    const along = distance(own, other);
    if (box === from || along < -2) continue;
    const aside = Math.max(0, other.left - own.right, own.left - other.right);
    const cost = along * 4 + aside + Math.abs(other.left - own.left) / 100;
    if (best === undefined || cost < best.cost) best = { box, cost };
  }
  return best?.box;
}
