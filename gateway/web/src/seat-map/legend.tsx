import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format.ts';
import { HELD, type Look, MINE, SELECTED, SOLD, WITHDRAWN } from './canvas/looks.ts';
import { palettes } from './canvas/palette.ts';
import { drawSeat } from './canvas/seat-shapes.ts';
import { type PriceGroup, priceGroups } from './price-groups.ts';
import styles from './seat-map.module.css';
import type { SeatWords } from './seat-words.ts';
import type { SeatMapModel } from './types.ts';

const SIZE = 20;
const SHARP = 2;

/** A seat as the map draws it. */
function Swatch({ look }: { look: Look }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  useEffect(() => {
    const ctx = canvas.current?.getContext('2d');
    if (!ctx) return;
    ctx.clearRect(0, 0, SIZE * SHARP, SIZE * SHARP);
    drawSeat(ctx, look, palettes[scheme], SIZE * SHARP);
  }, [look, scheme]);
  return <canvas ref={canvas} width={SIZE * SHARP} height={SIZE * SHARP} className={styles.swatch} aria-hidden />;
}

function Entry({ look, name, count }: { look: Look; name: string; count: string }) {
  return (
    <li className={styles.entry}>
      <Swatch look={look} />
      <span>{name}</span>
      <span className={styles.count}>{count}</span>
    </li>
  );
}

type Props = { model: SeatMapModel; selected: ReadonlySet<number>; mine: ReadonlySet<number>; words: SeatWords };

/** What the map's colours and shapes mean, and how many seats there are of each. */
export function Legend({ model, selected, mine, words }: Props) {
  const { t } = useTranslation('seat-map');
  const format = useFormat();
  const { total, prices } = model.counts();
  const nameOf = ({ least, most }: PriceGroup) =>
    least === most ? words.price(most) : t('legend.prices', { from: words.price(least), to: words.price(most) });
  const others = [
    { look: SELECTED, name: words.standing('selected'), count: selected.size, always: true },
    { look: MINE, name: words.standing('mine'), count: mine.size, always: false },
    { look: HELD, name: words.standing('held'), count: total.held, always: true },
    { look: SOLD, name: words.standing('sold'), count: total.sold, always: true },
    { look: WITHDRAWN, name: words.standing('withdrawn'), count: total.withdrawn, always: false },
  ];
  return (
    <ul className={styles.legend} aria-label={t('legend.label')}>
      {priceGroups(model.prices, prices).map((group) => (
        <Entry key={group.look} look={group.look} name={nameOf(group)} count={t('left', { count: group.available })} />
      ))}
      {others
        .filter(({ count, always }) => always || count > 0)
        .map(({ look, name, count }) => (
          <Entry key={look} look={look} name={name} count={format.count(count)} />
        ))}
    </ul>
  );
}
