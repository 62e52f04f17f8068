import { useComputedColorScheme } from '@mantine/core';
import { useReducedMotion } from '@mantine/hooks';
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SeatMapModel } from '../types.ts';
import { palettes } from './palette.ts';
import { createScene, type Scene } from './scene.ts';
import type { View } from './view.ts';

type Elements = { host: RefObject<HTMLElement | null>; canvas: RefObject<HTMLCanvasElement | null> };

type Kept = { view: View; map: { width: number; height: number }; ratio: number };

const pixelRatio = () => Math.min(3, window.devicePixelRatio || 1);

/**
 * Draws a map on a canvas as large as its host; `onFrame` is called after each drawing. A new model of the same size
 * (other prices, say) is shown from where one was.
 */
export function useScene({ host, canvas }: Elements, model: SeatMapModel, onFrame: (scene: Scene) => void) {
  const { t } = useTranslation('seat-map');
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const isCalm = useReducedMotion();
  const [scene, setScene] = useState<Scene>();
  const kept = useRef<Kept>(undefined);
  const tellFrame = useEffectEvent(onFrame);

  useEffect(() => {
    const [frame, sheet] = [host.current, canvas.current];
    if (!frame || !sheet) return;
    const sizeOf = () => ({ width: frame.clientWidth, height: frame.clientHeight });
    const ratio = pixelRatio();
    const { view, map, ratio: before } = kept.current ?? {};
    const fits = map?.width === model.size.width && map.height === model.size.height && before === ratio;
    const created = createScene({
      canvas: sheet,
      model,
      palette: palettes[scheme],
      texts: { stage: t('stage'), unnamed: t('unnamedSection'), left: (count) => t('left', { count }) },
      font: getComputedStyle(frame).fontFamily,
      isCalm,
      size: sizeOf(),
      ratio,
      view: fits ? view : undefined,
      onFrame: () => tellFrame(created),
    });
    const observer = new ResizeObserver(() => created.resize(sizeOf(), pixelRatio()));
    observer.observe(frame);
    setScene(created);
    return () => {
      kept.current = { view: created.view(), map: model.size, ratio: pixelRatio() };
      observer.disconnect();
      created.dispose();
    };
  }, [host, canvas, model, scheme, isCalm, t]);

  return scene;
}
