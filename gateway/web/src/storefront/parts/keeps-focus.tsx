import { type ReactNode, useEffect, useRef } from 'react';
import classes from './keeps-focus.module.css';

/** When what has the focus in here goes away, the focus stays here, so that those who use a keyboard go on from here. */
export function KeepsFocus({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const last = useRef<Element | null>(null);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const onFocusIn = ({ target }: FocusEvent) => {
      last.current = target instanceof Element ? target : null;
    };
    const onFocusOut = ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget !== null) last.current = null;
    };
    element.addEventListener('focusin', onFocusIn);
    element.addEventListener('focusout', onFocusOut);
    return () => {
      element.removeEventListener('focusin', onFocusIn);
      element.removeEventListener('focusout', onFocusOut);
    };
  }, []);

  useEffect(() => {
    const isGone = last.current !== null && !last.current.isConnected;
    if (isGone && document.activeElement === document.body) box.current?.focus({ preventScroll: true });
  });

  return (
    <div ref={box} tabIndex={-1} className={classes.box}>
      {children}
    </div>
  );
}
