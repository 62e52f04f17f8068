export { nearestAlternatives } from './choose/alternatives.ts';
export { bestAvailable } from './choose/best-available.ts';
export type { SeatChooserProps } from './props.ts';
export { SeatMap } from './seat-map.tsx';
export { SeatMapSkeleton } from './seat-map-skeleton.tsx';
export { staticSeatMap } from './static-seat-map.ts';
export { SeatTable } from './table/seat-table.tsx';
export type { Seat, SeatCounts, SeatMapData, SeatMapModel, SeatStatus, StatusCounts } from './types.ts';
export { type SeatMapView, useSeatMap } from './use-seat-map.ts';
