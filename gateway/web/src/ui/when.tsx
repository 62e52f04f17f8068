import { type Format, useFormat } from '../format.ts';

type Shape = 'dateTime' | 'day' | 'time' | 'occasion' | 'relative';

/** A moment; `relative` is how far away it is, with the moment itself as a tooltip. */
export function When({ iso, as = 'dateTime' }: { iso: string; as?: Shape }) {
  const format: Format = useFormat();
  const title = as === 'relative' ? format.dateTime(iso) : undefined;
  return (
    <time dateTime={iso} title={title}>
      {format[as](iso)}
    </time>
  );
}
