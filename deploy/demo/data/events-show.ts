import type { DemoEvent } from './events.ts';
import { section } from './venue.ts';

const partner = 'ana@palcoaberto.example';
const offset = '-03:00';

/** Concerts and theatre. */
export const SHOWS: DemoEvent[] = [
  {
    partner,
    name: 'Lia Monteiro: Aurora',
    description:
      'A cantora apresenta as canções de "Aurora" com banda completa e quarteto de cordas. Duração de duas horas, sem ' +
      'intervalo. Classificação livre.',
    location: 'Auditório Ibirapuera, São Paulo, SP',
    when: { weeks: 4, weekday: 6, time: '21:00', offset },
    draw: 8,
    sections: [section.rows('Plateia', 18_000, 'A', 'P', 30), section.rows('Plateia superior', 12_000, 'Q', 'Z', 32)],
  },
  {
    partner,
    name: 'Orquestra do Planalto: Nona Sinfonia',
    description:
      'A Nona Sinfonia de Beethoven com coro e quatro solistas. O concerto começa no horário; não é permitida a entrada ' +
      'durante a execução.',
    location: 'Sala São Paulo, São Paulo, SP',
    when: { weeks: 7, weekday: 5, time: '20:30', offset },
    draw: 6,
    sections: [
      section.rows('Plateia central', 22_000, 'A', 'T', 36),
      section.rows('Balcão mezanino', 16_000, 'U', 'Z', 40),
      section.rows('Camarotes', 28_000, 'AA', 'AF', 24),
      section.rows('Coro', 6_000, 'BA', 'BD', 38),
    ],
  },
  {
    partner,
    name: 'O Alienista',
    description:
      'O conto de Machado de Assis no palco: o doutor Bacamarte, a Casa Verde e uma cidade inteira sob suspeita. ' +
      'Comédia em um ato, 95 minutos. Não recomendado para menores de 12 anos.',
    location: 'Theatro São Pedro, Porto Alegre, RS',
    when: { weeks: 5, weekday: 4, time: '20:00', offset },
    draw: 4,
    sections: [
      section.rows('Plateia', 9_000, 'A', 'N', 22),
      section.rows('Camarotes', 11_000, 'O', 'T', 16),
      section.rows('Galeria', 4_000, 'U', 'Z', 28),
    ],
  },
  {
    partner,
    name: 'Hamlet',
    description:
      'Nova tradução em prosa, doze atores e música ao vivo. Duração de três horas com um intervalo de 20 minutos. Não ' +
      'recomendado para menores de 14 anos.',
    location: 'Theatro Municipal, Rio de Janeiro, RJ',
    when: { weeks: 9, weekday: 6, time: '19:00', offset },
    draw: 6,
    sections: [
      section.rows('Plateia', 15_000, 'A', 'T', 32),
      section.rows('Balcão nobre', 13_000, 'U', 'Z', 40),
      section.rows('Balcão superior', 8_000, 'AA', 'AL', 44),
      section.rows('Galeria', 4_500, 'BA', 'BN', 50),
    ],
  },
  {
    partner,
    name: 'Noite de Samba na Lapa',
    description:
      'Roda de samba com convidados, da abertura da casa às 22 h até o amanhecer. Lugares em pé. Somente maiores de 18 ' +
      'anos, com documento.',
    location: 'Fundição Progresso, Rio de Janeiro, RJ',
    when: { weeks: 2, weekday: 5, time: '22:00', offset },
    draw: 7,
    sections: [section.standing('Pista', 7_000, 1_800, 'PISTA'), section.standing('Frente', 12_000, 400, 'FRENTE')],
  },
  {
    partner,
    name: 'Festival Maré Alta',
    description:
      'Dois palcos e catorze atrações à beira-mar, do meio-dia à meia-noite. A pré-venda abre no próximo mês; um ' +
      'ingresso vale para o dia inteiro.',
    location: 'Parque dos Ventos, Salvador, BA',
    when: { weeks: 26, weekday: 6, time: '12:00', offset },
    opensInDays: 30,
    draw: 0,
    sections: [section.standing('Pista', 26_000, 4_000, 'P'), section.standing('Área coberta', 48_000, 600, 'C')],
  },
];
