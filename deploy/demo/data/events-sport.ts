import type { DemoEvent } from './events.ts';
import { section } from './venue.ts';

const partner = 'rui@arenaviva.example';
const offset = '-03:00';

/** Football, and a volleyball night. */
export const SPORTS: DemoEvent[] = [
  {
    partner,
    name: 'Taça das Capitais, final: Recife x Fortaleza',
    description:
      'Jogo único pela taça. Portões abertos três horas antes da partida; entrada por setor, conforme o ingresso. Em caso ' +
      'de empate, pênaltis.',
    location: 'Arena de Pernambuco, São Lourenço da Mata, PE',
    when: { weeks: 8, weekday: 0, time: '16:00', offset },
    draw: 14,
    sections: [
      section.standing('Setor Norte', 5_000, 6_000, 'N'),
      section.standing('Setor Sul', 5_000, 6_000, 'S'),
      section.rows('Setor Leste', 9_000, 'A', 'Z', 160),
      section.rows('Setor Oeste', 14_000, 'AA', 'AZ', 130),
      section.rows('Tribuna', 30_000, 'BA', 'BJ', 46),
    ],
  },
  {
    partner,
    name: 'Taça das Capitais, semifinal: Curitiba x Belém',
    description: 'Segundo jogo da semifinal. Crianças de até 12 anos entram acompanhadas por um adulto com ingresso.',
    location: 'Vila Capanema, Curitiba, PR',
    when: { weeks: 3, weekday: 3, time: '21:30', offset },
    draw: 7,
    sections: [
      section.standing('Arquibancada', 4_000, 3_200, 'ARQ'),
      section.rows('Social', 8_000, 'A', 'T', 60),
      section.rows('Cadeira coberta', 12_000, 'AA', 'AH', 50),
    ],
  },
  {
    partner,
    name: 'Desafio de Vôlei: Minas x Osasco',
    description: 'Amistoso entre as duas equipes, melhor de cinco sets, com sessão de autógrafos depois da partida.',
    location: 'Arena Minas, Belo Horizonte, MG',
    when: { weeks: 6, weekday: 6, time: '18:00', offset },
    draw: 4,
    sections: [section.rows('Quadra', 10_000, 'A', 'F', 44), section.rows('Arquibancada', 5_000, 'G', 'Z', 90)],
  },
];
