import type { DemoEvent } from './events.ts';
import { section } from './venue.ts';

const partner = 'helena@convergir.example';
const offset = '-03:00';

/** Conferences and meetings; one of them free, one abroad. */
export const CONFERENCES: DemoEvent[] = [
  {
    partner,
    name: 'Convergir: conferência de dados e software',
    description:
      'Dois dias, três trilhas e sessenta palestras sobre bancos de dados, sistemas distribuídos e engenharia de dados. ' +
      'Inclui almoço e gravações.',
    location: 'Centro de Convenções Rebouças, São Paulo, SP',
    when: { weeks: 12, weekday: 4, time: '09:00', offset },
    draw: 6,
    sections: [
      section.standing('Inteira', 89_000, 700, 'INT'),
      section.standing('Estudante', 29_000, 250, 'EST'),
      section.standing('Oficinas', 149_000, 120, 'OFI'),
    ],
  },
  {
    partner,
    name: 'Encontro Aberto de Engenharia',
    description: 'Uma noite de palestras curtas e conversa. A entrada é gratuita; o ingresso garante o lugar.',
    location: 'Biblioteca Pública Estadual, Belo Horizonte, MG',
    when: { weeks: 3, weekday: 2, time: '19:00', offset },
    draw: 4,
    sections: [section.standing('Auditório', 0, 300, 'LUGAR')],
  },
  {
    partner,
    name: 'Lia Monteiro em Lisboa',
    description: 'Uma única noite em Lisboa, com convidados portugueses. Duração de duas horas. Maiores de 6 anos.',
    location: 'Coliseu dos Recreios, Lisboa, Portugal',
    when: { weeks: 15, weekday: 5, time: '21:30', offset: '+00:00' },
    currency: 'EUR',
    draw: 6,
    sections: [
      section.rows('Plateia', 4_500, 'A', 'Z', 40),
      section.rows('Balcão', 3_500, 'AA', 'AL', 36),
      section.rows('Camarotes', 6_500, 'BA', 'BH', 20),
    ],
  },
];
