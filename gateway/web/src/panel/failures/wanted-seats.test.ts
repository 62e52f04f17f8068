import { expect, test } from '@jest/globals';
import { wantedSeats } from './wanted-seats.ts';

const run = (section: string, first_ticket_id: number, seats: string[]) => ({
  section,
  price: 100,
  first_ticket_id,
  seats,
});
const maps = new Map([
  [
    1,
    {
      event_id: 1,
      sequence: 5,
      sections: [run('Stalls', 1_000_001, ['A1', 'A2', 'A3']), run('Box', 1_000_004, ['B1', 'B2'])],
      taken: '',
    },
  ],
  [2, { event_id: 2, sequence: 1, sections: [run('Stalls', 2_000_001, ['Z9'])], taken: '' }],
]);
const of = (...ticketIds: number[]) => wantedSeats(ticketIds, (eventId) => maps.get(eventId));

test('seats are told by section, the first three of them', () => {
  expect(of(1_000_001, 1_000_003)).toEqual({
    groups: [
      {
        section: 'Stalls',
        tickets: [
          { ticketId: 1_000_001, seat: 'A1' },
          { ticketId: 1_000_003, seat: 'A3' },
        ],
      },
    ],
    more: 0,
  });
  const { groups, more } = of(1_000_002, 1_000_005, 1_000_001, 1_000_003, 1_000_004);
  expect(groups.map(({ section, tickets }) => [section, tickets.map(({ seat }) => seat)])).toEqual([
    ['Stalls', ['A2', 'A1']],
    ['Box', ['B2']],
  ]);
  expect(more).toBe(2);
});

test('sections of two events are two, also when they have one name', () => {
  expect(of(1_000_001, 2_000_001).groups.map(({ tickets }) => tickets.map(({ seat }) => seat))).toEqual([
    ['A1'],
    ['Z9'],
  ]);
});

test('a ticket that no map tells of has no seat', () => {
  const unknown = { section: '', tickets: [{ ticketId: 1_000_006, seat: undefined }] };
  expect(of(1_000_006).groups).toEqual([unknown]);
  expect(of(3_000_001).groups).toEqual([{ section: '', tickets: [{ ticketId: 3_000_001, seat: undefined }] }]);
});
