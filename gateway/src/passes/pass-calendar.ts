import ical from 'ical-generator';
import type { AdmissionPass } from './admission-pass.ts';
import { type Language, WORDS } from './pass-words.ts';

/**
 * A pass as an entry of a calendar (RFC 5545). Its UID never changes, and its sequence rises with the event's version, so
 * that a calendar that takes it again moves the entry it has.
 */
export function passCalendar(pass: AdmissionPass, language: Language): string {
  const { eventName, seat, section, ticketId, purchaseId, holder } = pass;
  const words = WORDS[language];
  const place = section === '' ? seat : `${section}, ${seat}`;
  const calendar = ical({ prodId: { company: 'Boxoffice', product: 'Passes', language: 'EN' } });
  calendar.createEvent({
    id: `ticket-${ticketId}-purchase-${purchaseId}@boxoffice`,
    sequence: pass.eventVersion,
    stamp: new Date(Math.max(pass.eventUpdatedAt.getTime(), pass.issuedAt.getTime())),
    start: pass.startsAt,
    summary: `${eventName} (${place})`,
    location: pass.location,
    description: [
      `${words.seat}: ${place}`,
      ...(holder === null ? [] : [`${words.holder}: ${holder}`]),
      `${words.purchase}: ${purchaseId}`,
      `${words.ticket}: ${ticketId}`,
    ].join('\n'),
  });
  return calendar.toString();
}
