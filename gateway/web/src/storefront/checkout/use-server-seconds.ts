import { useEffect, useState } from 'react';
import { serverNow } from '../data/server-clock.ts';
import { secondsUntil } from './countdown.ts';

const TICK_MS = 250;

/** Whole seconds until a moment, by the server's clock; renders again with each second. */
export function useSecondsUntil(moment: string): number {
  const [seconds, setSeconds] = useState(() => secondsUntil(moment, serverNow()));
  useEffect(() => {
    const tick = () => setSeconds(secondsUntil(moment, serverNow()));
    tick();
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, [moment]);
  return seconds;
}

/** The server's time: as it was when the page was shown, and from a moment on at least that moment. */
export function useMoment(moment: string | null): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    setNow(serverNow());
    if (moment === null) return;
    const timer = setTimeout(() => setNow(Math.max(serverNow(), Date.parse(moment))), Date.parse(moment) - serverNow());
    return () => clearTimeout(timer);
  }, [moment]);
  return now;
}
