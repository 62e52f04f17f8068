import { type Measure, summarize, verdictOf } from '../measure/ratios.ts';
import { short } from './table.ts';

const WIDTH = 960;
const LABELS = 320;
const NUMBERS = 150;
const ROW = 36;
const TOP = 56;
const BAR = 14;
const BELOW = 13;
const SMALL = ' font-size="10" fill="#666"';
const COLORS = { stretch: '#1a7f37', target: '#4c9be8', missed: '#d1603d' } as const;
// The target stands here; bars end at the edge, however much more they are worth.
const TARGET_AT = 0.5;

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign);

/** How near a value is to its target, from 0 to 1, where 0.5 is the target and more is better. */
export function reachOf(value: number, { better, target }: Pick<Measure, 'better' | 'target'>): number {
  if (target === 0 || value <= 0) return 0;
  const share = better === 'higher' ? value / target : target / value;
  return Math.min(1, share * TARGET_AT);
}

function row(measure: Measure, place: number): string {
  const { id, name, ratio, better, target } = measure;
  const { median, min, max } = summarize(measure);
  const y = TOP + place * ROW;
  const scale = WIDTH - LABELS - NUMBERS;
  const x = (value: number) => Math.round(LABELS + scale * reachOf(value, measure));
  const [from, to] = [x(min), x(max)].sort((a, b) => a - b);
  const text = (at: number, anchor: string, words: string, below = 0) =>
    `<text x="${at}" y="${y + BAR - 5 + below}" text-anchor="${anchor}"${below > 0 ? SMALL : ''}>${escaped(words)}</text>`;
  return [
    text(LABELS - 10, 'end', `${id}  ${name}`),
    text(LABELS - 10, 'end', ratio, BELOW),
    `<rect x="${LABELS}" y="${y}" width="${x(median) - LABELS}" height="${BAR}" fill="${COLORS[verdictOf(measure)]}"/>`,
    `<line x1="${from}" x2="${to}" y1="${y + BAR / 2}" y2="${y + BAR / 2}" stroke="#222"/>`,
    text(WIDTH - NUMBERS + 10, 'start', `${short(median)} (${better === 'higher' ? '≥' : '≤'} ${short(target)})`),
  ].join('\n');
}

/** The ratios as bars, an SVG: how far each median is from its target, with a line from the worst to the best round. */
export function chartOf(measures: readonly Measure[], title: string): string {
  const height = TOP + measures.length * ROW + 10;
  const goal = LABELS + (WIDTH - LABELS - NUMBERS) * TARGET_AT;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="12">
<rect width="${WIDTH}" height="${height}" fill="#fff"/>
<text x="10" y="20" font-size="15">${escaped(title)}</text>
<text x="${goal}" y="${TOP - 12}" text-anchor="middle">target</text>
${measures.map(row).join('\n')}
<line x1="${goal}" x2="${goal}" y1="${TOP - 8}" y2="${height - 8}" stroke="#222" stroke-dasharray="4 3"/>
</svg>
`;
}
