import { Button, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SeatWords, Standing } from '../seat-words.ts';
import type { Seat } from '../types.ts';
import styles from './seat-table.module.css';

type Props = { seat: Seat; row: string; standing: Standing; isSelectable: boolean; words: SeatWords; onToggle(): void };

/** One seat of the table. */
export function SeatRow({ seat, row, standing, isSelectable, words, onToggle }: Props) {
  const { t } = useTranslation('seat-map');
  const isSelected = standing === 'selected';
  const section = words.section(seat.section);
  const named = { seat: seat.seat, section };
  return (
    <Table.Tr data-standing={standing} className={styles.row ?? ''}>
      <Table.Td className={styles.wide ?? ''}>{section}</Table.Td>
      <Table.Td className={styles.wide ?? ''}>{row}</Table.Td>
      <Table.Th scope="row">
        {seat.seat}
        <Text size="xs" c="dimmed" fw={400} className={styles.narrow ?? ''}>
          {section}
        </Text>
      </Table.Th>
      <Table.Td className={styles.price ?? ''}>{words.price(seat.price)}</Table.Td>
      <Table.Td>{words.standing(standing)}</Table.Td>
      <Table.Td className={styles.action ?? ''}>
        {(isSelected || isSelectable) && (
          <Button
            size="xs"
            variant={isSelected ? 'filled' : 'default'}
            aria-label={t(isSelected ? 'table.releaseSeat' : 'table.chooseSeat', named)}
            onClick={onToggle}
          >
            {t(isSelected ? 'table.release' : 'table.choose')}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
