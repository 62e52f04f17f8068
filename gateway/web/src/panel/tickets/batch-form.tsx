import { Alert, Button, Group, Paper, TextInput, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../ui/index.ts';
import { textsIn } from '../data/problem-lists.ts';
import type { PanelEvent } from '../data/types.ts';
import styles from '../panel.module.css';
import { SeatFields } from './batch-fields.tsx';
import { PriceInput } from './price-input.tsx';
import { countSeats } from './seat-plan.ts';
import { SeatChips, SeatPreview } from './seat-preview.tsx';
import { useBatchForm } from './use-batch-form.ts';

function Refusal({ error }: { error: unknown }) {
  const { t } = useTranslation('panel');
  const seats = textsIn(error, 'seats');
  if (seats.length === 0) return <ErrorState error={error} />;
  return (
    <Alert color="red" role="alert" title={t('batch.exists')}>
      <SeatChips seats={seats} />
    </Alert>
  );
}

type BatchFormProps = { event: PanelEvent; onCreated(count: number): void; onClose?: (() => void) | undefined };

/** Creates a batch of tickets; the seats are shown before they exist. */
export function BatchForm({ event, onCreated, onClose }: BatchFormProps) {
  const { t } = useTranslation('panel');
  const form = useBatchForm(event, () => onCreated(countSeats(form.plan)));
  const { values, change, plan, price, problems, terms, create, submit } = form;
  const count = problems.length > 0 ? 0 : countSeats(plan);
  return (
    <Paper withBorder p="md" component="section" aria-label={t('batch.title')}>
      <form
        noValidate
        className={styles.form}
        onSubmit={(submitted) => {
          submitted.preventDefault();
          submit();
        }}
      >
        <Title order={3} size="h5">
          {t('batch.title')}
        </Title>
        <SeatFields values={values} problems={problems} change={change} />
        <div className={styles.fields}>
          <PriceInput
            label={t('batch.price')}
            description={t('batch.priceHint')}
            currency={event.currency}
            value={values.price}
            error={terms.price && t(`batch.${terms.price}`)}
            onChange={(next) => change({ price: next })}
            required
          />
          <TextInput
            label={t('batch.section')}
            description={t('batch.sectionHint')}
            value={values.section}
            error={terms.section && t('batch.sectionLong', { max: terms.section.max })}
            onChange={({ currentTarget: { value } }) => change({ section: value })}
            autoComplete="off"
          />
        </div>
        <SeatPreview plan={plan} price={price} currency={event.currency} />
        {create.isError && <Refusal error={create.error} />}
        <Group>
          <Button type="submit" loading={create.isPending}>
            {count > 0 ? t('batch.create', { count }) : t('batch.createNone')}
          </Button>
          {onClose && (
            <Button variant="subtle" onClick={onClose}>
              {t('tickets.hide')}
            </Button>
          )}
        </Group>
      </form>
    </Paper>
  );
}
