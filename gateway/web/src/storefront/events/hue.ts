import type { CSSProperties } from 'react';

// The golden angle: events that follow each other look different.
const STEP = 137.508;

/** The colour of an event, as the custom property `--hue`. */
export function hueStyle(eventId: number): CSSProperties {
  return { '--hue': Math.round((eventId * STEP) % 360) } as CSSProperties;
}
