import { Button, NativeSelect, NumberInput, Stack, Text, Title } from '@mantine/core';
import { IconWand } from '@tabler/icons-react';
import { type FormEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format.ts';
import { bestAvailable, type Seat, type SeatMapModel } from '../../seat-map/index.ts';
import { Panel } from '../parts/panel.tsx';
import { useSeatNames } from '../parts/seat-names.ts';
import classes from './best-available.module.css';
import { type Offer, offersOf, readOffer } from './offers.ts';
import { areTogether } from './together.ts';

type Props = { model: SeatMapModel; room: number; chosen: ReadonlySet<number>; onFound(seats: Seat[]): void };

/** What was said, and the seats that it was said of. */
type Said = { text: string; seats: readonly Seat[] };

const ANYWHERE = '';
const USUAL = 2;

/** The choices of "where": anywhere, then sections, then price limits. */
function useWhere(offers: readonly Offer[], currency: string) {
  const { t } = useTranslation('storefront');
  const format = useFormat();
  const priced = (price: number) => (price === 0 ? t('free') : format.money(price, currency));
  const nameOf = (offer: Offer) => {
    if (offer.kind === 'price') return t('best.upTo', { price: priced(offer.price) });
    const section = offer.section === '' ? t('seats.noSection') : offer.section;
    return t(offer.single ? 'best.section' : 'best.sectionFrom', { section, price: priced(offer.from) });
  };
  const items = (kind: Offer['kind']) =>
    offers.filter((offer) => offer.kind === kind).map((offer) => ({ value: offer.id, label: nameOf(offer) }));
  const groups = [
    { group: t('best.bySection'), items: items('section') },
    { group: t('best.byPrice'), items: items('price') },
  ];
  return [{ value: ANYWHERE, label: t('best.anywhere') }, ...groups.filter(({ items: { length } }) => length > 0)];
}

/** What a search came to, in words. */
function useOutcome({ geometry }: SeatMapModel) {
  const { t } = useTranslation('storefront');
  const seatNames = useSeatNames();
  return (count: number, narrowed: boolean, seats: Seat[] | undefined) => {
    if (!seats) return t(narrowed ? 'best.noneHere' : 'best.none', { count });
    return t(areTogether(geometry, seats) ? 'best.found' : 'best.apart', { count, seats: seatNames(seats) });
  };
}

/** Finds seats together: how many, and where or up to which price. */
export function BestAvailable({ model, room, chosen, onFound }: Props) {
  const { t } = useTranslation('storefront');
  const outcome = useOutcome(model);
  const offers = useMemo(() => offersOf(model), [model]);
  const places = useWhere(offers, model.currency);
  const [count, setCount] = useState<number | string>(USUAL);
  const [where, setWhere] = useState(ANYWHERE);
  const [said, setSaid] = useState<Said>({ text: '', seats: [] });
  const text = said.seats.every(({ ticketId }) => chosen.has(ticketId)) ? said.text : '';
  const wanted = Math.floor(Number(count));
  const valid = wanted >= 1 && wanted <= room;

  const find = (submit: FormEvent) => {
    submit.preventDefault();
    if (!valid) return;
    const seats = bestAvailable(model, wanted, readOffer(offers, where));
    if (seats) onFound(seats);
    setSaid({ text: outcome(wanted, where !== ANYWHERE, seats), seats: seats ?? [] });
  };
  return (
    <Panel>
      <form onSubmit={find}>
        <Stack gap="sm">
          <Title order={2} size="h5">
            {t('best.title')}
          </Title>
          <div className={classes.fields}>
            <NumberInput
              label={t('best.count')}
              value={count}
              onChange={setCount}
              min={1}
              max={Math.max(1, room)}
              allowDecimal={false}
              clampBehavior="blur"
            />
            <NativeSelect
              label={t('best.where')}
              value={where}
              onChange={({ currentTarget }) => setWhere(currentTarget.value)}
              data={places}
            />
          </div>
          <div>
            <Button
              type="submit"
              variant="light"
              fullWidth
              disabled={!valid}
              leftSection={<IconWand size={18} aria-hidden />}
            >
              {t('best.find')}
            </Button>
            <Text size="sm" mt={text === '' ? 0 : 'xs'} role="status">
              {text}
            </Text>
          </div>
        </Stack>
      </form>
    </Panel>
  );
}
