import type { seatMap as original } from '../en/seat-map.ts';
import type { Texts } from '../texts.ts';

/** Textos do mapa e da lista de assentos. */
export const seatMap: Texts<typeof original> = {
  stage: 'Palco',
  unnamedSection: 'Assentos',
  left_one: '{{count, number}} livre',
  left_other: '{{count, number}} livres',
  free: 'Grátis',
  emptyTitle: 'Ainda não há assentos',
  emptyText: 'Este evento ainda não tem ingressos.',
  status: { available: 'Disponível', held: 'Reservado por alguém', sold: 'Vendido', withdrawn: 'Fora de venda' },
  mark: { selected: 'Escolhido', mine: 'Seu' },
  row: 'fileira {{row}}',
  seat: 'assento {{seat}}',
  instructions:
    'Use as setas para ir de assento em assento, Page Up e Page Down para ir de setor em setor, Enter para escolher ou soltar um assento, mais e menos para o zoom e 0 para ver o mapa todo. A lista de assentos permite a mesma escolha.',
  hint: 'Arraste para mover, role ou pince para o zoom. As setas e Enter também funcionam.',
  areaHint: 'Segure Shift e arraste para escolher vários assentos.',
  announce: {
    selected: '{{seat}} foi escolhido.',
    released: '{{seat}} não está mais escolhido.',
    refused: '{{seat}} não pode ser escolhido.',
    area_zero: 'Nenhum assento dali pode ser escolhido.',
    area_one: '{{count, number}} assento na área.',
    area_other: '{{count, number}} assentos na área.',
  },
  tools: { label: 'Mapa', zoomIn: 'Aproximar', zoomOut: 'Afastar', whole: 'Mapa inteiro', area: 'Escolher uma área' },
  legend: { label: 'Legenda', price: '{{price}}', prices: '{{from}} a {{to}}' },
  table: {
    section: 'Setor',
    row: 'Fileira',
    seat: 'Assento',
    price: 'Preço',
    status: 'Situação',
    action: 'Escolha',
    anySection: 'Todos os setores',
    search: 'Procurar um assento',
    searchHint: 'Por exemplo B12',
    onlyAvailable: 'Só assentos disponíveis',
    choose: 'Escolher',
    release: 'Soltar',
    chooseSeat: 'Escolher o assento {{seat}}, {{section}}',
    releaseSeat: 'Soltar o assento {{seat}}, {{section}}',
    chooseAll_one: 'Escolher {{count, number}} assento',
    chooseAll_other: 'Escolher todos os {{count, number}} assentos',
    shown: '{{from, number}} a {{to, number}} de {{total, number}} assentos',
    none: 'Nenhum assento corresponde.',
    pages: 'Páginas de assentos',
    page: 'Página {{page}}',
    previous: 'Página anterior',
    next: 'Próxima página',
  },
};

export { seatMap as 'seat-map' };
