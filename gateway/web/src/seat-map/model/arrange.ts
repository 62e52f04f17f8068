/** Where boxes ended up: left edges, top edges, the shelf of each, and the size of it all. */
export type Arrangement = { x: number[]; y: number[]; shelf: number[]; width: number; height: number };

type Box = { width: number; height: number };

const FEW_SHELVES = 24;
const SHELVES_GROW = 1.25;

/** Puts boxes on shelves from left to right and then downwards, each shelf in the middle. */
function pack(boxes: readonly Box[], gap: number, limit: number): Arrangement {
  const shelves: { first: number; end: number; width: number; height: number }[] = [];
  let last: (typeof shelves)[number] | undefined;
  boxes.forEach((box, i) => {
    if (last && last.width + gap + box.width <= limit) {
      last.end = i + 1;
      last.width += gap + box.width;
      last.height = Math.max(last.height, box.height);
    } else {
      last = { first: i, end: i + 1, width: box.width, height: box.height };
      shelves.push(last);
    }
  });
  const result: Arrangement = { x: [], y: [], shelf: [], width: 0, height: 0 };
  result.width = shelves.reduce((width, shelf) => Math.max(width, shelf.width), 0);
  shelves.forEach((shelf, number) => {
    let x = Math.round(result.width - shelf.width) / 2;
    const top = number === 0 ? 0 : result.height + gap;
    for (let i = shelf.first; i < shelf.end; i++) {
      result.x.push(x);
      result.y.push(top);
      result.shelf.push(number);
      x += (boxes[i]?.width ?? 0) + gap;
    }
    result.height = top + shelf.height;
  });
  return result;
}

/**
 * Arranges boxes in their order so that the whole comes as close as it can to `aspect` (width by height), which shows it
 * largest in a frame of that shape.
 */
export function arrange(boxes: readonly Box[], gap: number, aspect: number): Arrangement {
  const widest = boxes.reduce((width, box) => Math.max(width, box.width), 0);
  const total = boxes.reduce((width, box) => width + box.width + gap, 0);
  let best: Arrangement | undefined;
  let bestExtent = Number.POSITIVE_INFINITY;
  for (let shelves = 1; shelves <= Math.max(1, boxes.length); ) {
    const found = pack(boxes, gap, Math.max(widest, total / shelves));
    const extent = Math.max(found.width / aspect, found.height);
    if (extent < bestExtent) {
      best = found;
      bestExtent = extent;
    }
    shelves = shelves < FEW_SHELVES ? shelves + 1 : Math.ceil(shelves * SHELVES_GROW);
  }
  return best ?? { x: [], y: [], shelf: [], width: 0, height: 0 };
}
