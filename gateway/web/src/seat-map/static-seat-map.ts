import { createModel } from './model/model.ts';
import type { SeatMapData } from './types.ts';
import type { SeatMapView } from './use-seat-map.ts';

/** A map of seats as they were read: its changes are not followed. */
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
