import { ActionIcon } from '@mantine/core';
import { IconMarquee2, IconMaximize, IconMinus, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Scene } from './canvas/scene.ts';
import styles from './seat-map.module.css';

type Props = {
  scene: Scene | undefined;
  /** Present where many seats may be chosen at once. */
  area: { isOn: boolean; toggle(): void } | undefined;
};

const STEP = 1.6;
const ICON = { size: 18, 'aria-hidden': true };

/** Buttons for what mouse, fingers and keys do as well. */
export function Toolbar({ scene, area }: Props) {
  const { t } = useTranslation('seat-map');
  const button = { variant: 'default', size: 'lg' } as const;
  return (
    <div role="toolbar" aria-label={t('tools.label')} className={styles.toolbar}>
      <ActionIcon {...button} aria-label={t('tools.zoomIn')} onClick={() => scene?.zoom(STEP)}>
        <IconPlus {...ICON} />
      </ActionIcon>
      <ActionIcon {...button} aria-label={t('tools.zoomOut')} onClick={() => scene?.zoom(1 / STEP)}>
        <IconMinus {...ICON} />
      </ActionIcon>
      <ActionIcon {...button} aria-label={t('tools.whole')} onClick={() => scene?.fit()}>
        <IconMaximize {...ICON} />
      </ActionIcon>
      {area && (
        <ActionIcon
          {...button}
          variant={area.isOn ? 'filled' : 'default'}
          aria-label={t('tools.area')}
          aria-pressed={area.isOn}
          onClick={area.toggle}
        >
          <IconMarquee2 {...ICON} />
        </ActionIcon>
      )}
    </div>
  );
}
