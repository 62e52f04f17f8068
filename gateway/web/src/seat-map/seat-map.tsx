import { Text, VisuallyHidden } from '@mantine/core';
import { type CSSProperties, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState, ErrorState, Loading } from '../ui/index.ts';
import { Announcer } from './announcer.tsx';
import { placeCard } from './card-place.ts';
import { HoverCard } from './hover-card.tsx';
import { Legend } from './legend.tsx';
import type { SeatChooserParts, SeatChooserProps } from './props.ts';
import styles from './seat-map.module.css';
import { useSeatWords } from './seat-words.ts';
import { Toolbar } from './toolbar.tsx';
import type { Seat, SeatMapModel } from './types.ts';
import { useChoosing } from './use-choosing.ts';
import { useControls } from './use-controls.ts';
import { useSpokenSeat } from './use-spoken-seat.ts';

const NONE: ReadonlySet<number> = new Set();
// The map is one control with a cursor of its own; no element of the language is such a thing.
const focusable = { tabIndex: 0 } as const;
const ASPECT: string = '--seat-map-aspect';

/** Lets the frame be no higher than it takes to show the map as wide as it is. */
function aspectOf({ size }: SeatMapModel): CSSProperties {
  return { [ASPECT]: String(size.width / size.height) };
}

function Board(choice: SeatChooserParts) {
  const { model, selected, mine = NONE, label } = choice;
  const { t } = useTranslation('seat-map');
  const words = useSeatWords(model);
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const card = useRef<HTMLDivElement>(null);
  const [said, say] = useState('');
  const [hovered, setHovered] = useState<Seat>();
  const [drawsArea, setDrawsArea] = useState(false);
  const helpId = useId();

  const choosing = useChoosing(choice, words, say);
  const { scene, cursor } = useControls({ host, canvas, model, choosing, drawsArea, hover: setHovered }, () => place());
  const pointed = cursor.seat ?? (hovered && model.find(hovered.ticketId));
  const place = () => {
    if (scene && pointed && card.current && host.current) placeCard(card.current, scene, pointed.index, host.current);
  };
  useSpokenSeat(cursor.seat, choosing.standing(cursor.seat), words, say);
  useEffect(() => scene?.mark(selected, mine), [scene, selected, mine]);

  return (
    <div className={styles.board}>
      <div className={styles.top} style={aspectOf(model)}>
        <div className={styles.frame}>
          <div
            ref={host}
            className={styles.host}
            role="application"
            {...focusable}
            aria-label={label}
            aria-describedby={helpId}
            data-area={drawsArea}
            data-pointed={pointed !== undefined}
            onKeyDown={cursor.onKeyDown}
            onFocus={cursor.onFocus}
            onBlur={cursor.onBlur}
          >
            <canvas ref={canvas} className={styles.canvas} aria-hidden />
          </div>
          <HoverCard {...{ card, model, words, place }} seat={pointed} standing={choosing.standing(pointed)} />
        </div>
        <Toolbar
          scene={scene}
          area={choosing.many && { isOn: drawsArea, toggle: () => setDrawsArea((before) => !before) }}
        />
      </div>
      <VisuallyHidden id={helpId}>{t('instructions')}</VisuallyHidden>
      <Announcer text={said} />
      <Legend model={model} selected={selected} mine={mine} words={words} />
      <Text size="xs" c="dimmed" aria-hidden>
        {t('hint')} {choosing.many && t('areaHint')}
      </Text>
    </div>
  );
}

/** Every seat of an event on a map that is moved, enlarged and chosen from by mouse, fingers or keyboard. */
export function SeatMap({ map, ...choice }: SeatChooserProps) {
  const { t } = useTranslation('seat-map');
  const { model, error, reload } = map;
  if (!model) return error ? <ErrorState error={error} retry={reload} /> : <Loading />;
  if (model.seats.length === 0) return <EmptyState title={t('emptyTitle')} text={t('emptyText')} />;
  return <Board {...choice} model={model} />;
}
