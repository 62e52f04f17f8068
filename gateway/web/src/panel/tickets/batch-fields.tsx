import { NumberInput, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import styles from '../panel.module.css';
import type { BatchValues } from './batch-values.ts';
import { MAX_BATCH, MAX_PREFIX, type SeatProblem } from './seat-plan.ts';

const SHOWN = 3;

type FieldsProps = {
  values: BatchValues;
  /** Those that are to be shown. */
  problems: readonly SeatProblem[];
  change(changes: Partial<BatchValues>): void;
};

/** The problems of a field in words: the first few, and how many more there are. */
function useProblemsOf(problems: readonly SeatProblem[]) {
  const { t } = useTranslation('panel');
  return (field: SeatProblem['field']) => {
    const own = problems.filter((problem) => problem.field === field);
    if (own.length === 0) return undefined;
    const words = own.slice(0, SHOWN).map(({ code, values }) => t(`batch.problem.${code}`, values ?? {}));
    if (own.length > SHOWN) words.push(t('batch.moreProblems', { count: own.length - SHOWN }));
    return words.join(' ');
  };
}

function RowFields({ values, problems, change }: FieldsProps) {
  const { t } = useTranslation('panel');
  const problemsOf = useProblemsOf(problems);
  return (
    <div className={styles.fields}>
      {(['from', 'to'] as const).map((end) => (
        <TextInput
          key={end}
          label={t(`batch.${end}`)}
          value={values[end]}
          error={problemsOf(end)}
          onChange={({ currentTarget: { value } }) => change({ [end]: value.toUpperCase() })}
          maxLength={2}
          autoComplete="off"
        />
      ))}
      <NumberInput
        label={t('batch.seatsPerRow')}
        value={values.seatsPerRow}
        error={problemsOf('seatsPerRow')}
        onChange={(seatsPerRow) => change({ seatsPerRow })}
        min={1}
        max={MAX_BATCH}
        allowDecimal={false}
        clampBehavior="none"
      />
    </div>
  );
}

function CountFields({ values, problems, change }: FieldsProps) {
  const { t } = useTranslation('panel');
  const problemsOf = useProblemsOf(problems);
  return (
    <div className={styles.fields}>
      <NumberInput
        label={t('batch.quantity')}
        value={values.quantity}
        error={problemsOf('quantity')}
        onChange={(quantity) => change({ quantity })}
        min={1}
        max={MAX_BATCH}
        allowDecimal={false}
        clampBehavior="none"
      />
      <TextInput
        label={t('batch.prefix')}
        description={t('batch.prefixHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={values.prefix}
        error={problemsOf('prefix')}
        onChange={({ currentTarget: { value } }) => change({ prefix: value })}
        maxLength={MAX_PREFIX}
        autoComplete="off"
      />
    </div>
  );
}

function ListField({ values, problems, change }: FieldsProps) {
  const { t } = useTranslation('panel');
  return (
    <Textarea
      label={t('batch.listLabel')}
      description={t('batch.listHint')}
      value={values.list}
      error={useProblemsOf(problems)('list')}
      onChange={({ currentTarget: { value } }) => change({ list: value })}
      rows={6}
      spellCheck={false}
    />
  );
}

const FIELDS = { rows: RowFields, list: ListField, count: CountFields };
const KINDS = ['rows', 'list', 'count'] as const;

/** How the seats of a batch are named, in one of three ways. */
export function SeatFields(props: FieldsProps) {
  const { t } = useTranslation('panel');
  const Fields = FIELDS[props.values.kind];
  return (
    <>
      <SegmentedControl
        aria-label={t('batch.way')}
        data={KINDS.map((kind) => ({ value: kind, label: t(`batch.${kind}`) }))}
        value={props.values.kind}
        onChange={(value) => {
          const kind = KINDS.find((one) => one === value);
          if (kind) props.change({ kind });
        }}
      />
      <Fields {...props} />
    </>
  );
}
