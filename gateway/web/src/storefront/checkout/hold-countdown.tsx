import { Group, Progress, Text, VisuallyHidden } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clockText, isUrgent, toSay } from './countdown.ts';
import classes from './hold-countdown.module.css';

const PERCENT = 100;

/** Says the time that is left now and then, for those who do not see it run. */
function Spoken({ seconds }: { seconds: number }) {
  const { t } = useTranslation('storefront');
  const before = useRef(seconds);
  const [said, setSaid] = useState('');
  useEffect(() => {
    const due = toSay(before.current, seconds);
    before.current = seconds;
    if (due === undefined) return;
    const minutes = Math.floor(due / 60);
    setSaid(minutes > 0 ? t('hold.minutesLeft', { count: minutes }) : t('hold.secondsLeft', { count: due }));
  }, [seconds, t]);
  return <VisuallyHidden role="status">{said}</VisuallyHidden>;
}

/** How long the seats are still held: `seconds` of `whole`. */
export function HoldCountdown({ seconds, whole }: { seconds: number; whole: number }) {
  const { t } = useTranslation('storefront');
  const urgent = isUrgent(seconds);
  return (
    <div>
      <Group gap="xs" mb={6} wrap="nowrap">
        <IconClock size={20} aria-hidden />
        <Text component="span">{t('hold.left')}</Text>
        <span role="timer" className={classes.clock} data-urgent={urgent}>
          {clockText(seconds)}
        </span>
      </Group>
      <Progress
        value={whole > 0 ? (seconds / whole) * PERCENT : 0}
        color={urgent ? 'orange' : 'teal'}
        aria-hidden
        transitionDuration={250}
      />
      <Spoken seconds={seconds} />
    </div>
  );
}
