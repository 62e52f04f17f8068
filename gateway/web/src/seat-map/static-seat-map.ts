import { createModel } from './model/model.ts';
import type { SeatMapData } from './types.ts';
import type { SeatMapView } from './use-seat-map.ts';

/** A map of seats that nobody changes, as a preview of seats that are not there yet. */
export function staticSeatMap(data: SeatMapData, currency: string): SeatMapView {
  return {
    model: createModel(data, currency),
    version: 0,
    connection: 'live',
    error: undefined,
    ended: undefined,
    reload() {},
  };
}
