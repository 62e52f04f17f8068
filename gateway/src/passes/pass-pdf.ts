import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import type { AdmissionPass } from './admission-pass.ts';
import { type Language, WORDS, writeMoment } from './pass-words.ts';
import { printable } from './printable.ts';
import { qrCodeRuns } from './qr-code.ts';

type Document = PDFKit.PDFDocument;

/** Where a text goes, in points, and how: in the first of the sizes in which it fits. */
type Place = { x: number; y: number; width: number; height: number; sizes: readonly number[]; color?: string };

const BRAND = 'Boxoffice';
const [PAGE_WIDTH, PAGE_HEIGHT] = [297.64, 419.53];
const CARD = { x: 11, y: 11, width: PAGE_WIDTH - 22, height: PAGE_HEIGHT - 22, radius: 12 };
const LEFT = CARD.x + 18;
const WIDTH = CARD.width - 36;
const HEADER_BOTTOM = 106;
const TEAR_LINE = 240;
const CODE = { x: LEFT, y: 252, size: 142 };
const SIDE = { x: CODE.x + CODE.size + 16, width: WIDTH - CODE.size - 16 };

const NAVY = '#1c2657';
const PALE = '#c9d1f2';
const INK = '#14161c';
const GREY = '#667085';
const LINE = '#d0d5dd';
// Part of PDF: no reader lacks them, so none are sent along.
const [REGULAR, BOLD] = ['Helvetica', 'Helvetica-Bold'];

function write(doc: Document, text: string, { x, y, width, height, sizes, color = INK }: Place): void {
  const line = printable(text);
  const fits = (size: number) => doc.fontSize(size).heightOfString(line, { width }) <= height;
  doc.fillColor(color).fontSize(sizes.find(fits) ?? sizes.at(-1) ?? 8);
  doc.text(line, x, y, { width, height, ellipsis: true });
}

function label(doc: Document, text: string, x: number, y: number, color = GREY): void {
  doc.font(BOLD).fontSize(6.5).fillColor(color);
  doc.text(text.toUpperCase(), x, y, { characterSpacing: 0.4, lineBreak: false });
}

function drawCard(doc: Document): void {
  const { x, y, width, height, radius } = CARD;
  doc.save().roundedRect(x, y, width, height, radius).clip();
  doc
    .rect(x, y, width, HEADER_BOTTOM - y)
    .fill(NAVY)
    .restore();
  doc.lineWidth(0.75).strokeColor(LINE).roundedRect(x, y, width, height, radius).stroke();
  // Notches where the code may be torn off; what of them lies outside the card is wiped out.
  for (const [edge, outside] of [
    [x, 0],
    [x + width, x + width + 0.4],
  ] as const) {
    doc.circle(edge, TEAR_LINE, 7).fillAndStroke('white', LINE);
    doc.rect(outside, TEAR_LINE - 8, CARD.x - 0.4, 16).fill('white');
  }
  doc.moveTo(x + 13, TEAR_LINE).lineTo(x + width - 13, TEAR_LINE);
  doc.dash(3, { space: 3 }).stroke(LINE).undash();
}

function drawCode(doc: Document, code: string): void {
  const { size, runs } = qrCodeRuns(code);
  const unit = CODE.size / size;
  // A trifle higher than its row, so that no reader shows a seam between two.
  for (const { row, column, length } of runs) {
    doc.rect(CODE.x + column * unit, CODE.y + row * unit, length * unit, unit * 1.02);
  }
  doc.fill('black');
}

function writeEvent(doc: Document, pass: AdmissionPass, language: Language): void {
  const words = WORDS[language];
  label(doc, words.title, LEFT, 27, PALE);
  doc.font(BOLD).fontSize(6.5).text(BRAND, LEFT, 27, { width: WIDTH, align: 'right' });
  write(doc, pass.eventName, {
    x: LEFT,
    y: 43,
    width: WIDTH,
    height: 54,
    sizes: [26, 21, 17, 14, 12, 10],
    color: 'white',
  });

  label(doc, words.date, LEFT, 118);
  const moment = writeMoment(pass.startsAt, language);
  write(doc, moment, { x: LEFT, y: 128, width: WIDTH, height: 13, sizes: [10.5, 9.5, 8.5] });
  label(doc, words.place, LEFT, 148);
  doc.font(REGULAR);
  write(doc, pass.location, { x: LEFT, y: 158, width: WIDTH, height: 25, sizes: [10.5, 9, 8] });
}

function writeSeat(doc: Document, { seat, section }: AdmissionPass, language: Language): void {
  const words = WORDS[language];
  const half = WIDTH / 2;
  label(doc, words.seat, LEFT, 190);
  const room = section === '' ? WIDTH : half - 8;
  write(doc, seat, { x: LEFT, y: 200, width: room, height: 30, sizes: [25, 18, 12, 9, 7] });
  if (section === '') return;
  label(doc, words.section, LEFT + half, 190);
  write(doc, section, { x: LEFT + half, y: 200, width: half, height: 30, sizes: [25, 18, 12, 9, 7] });
}

function writeSale(doc: Document, { holder, purchaseId, ticketId }: AdmissionPass, language: Language): void {
  const words = WORDS[language];
  const { x, width } = SIDE;
  if (holder !== null) {
    label(doc, words.holder, x, CODE.y);
    write(doc, holder, { x, y: CODE.y + 10, width, height: 36, sizes: [10, 8.5, 7] });
  }
  label(doc, words.purchase, x, CODE.y + 52);
  write(doc, String(purchaseId), { x, y: CODE.y + 62, width, height: 12, sizes: [9, 8, 7] });
  label(doc, words.ticket, x, CODE.y + 80);
  write(doc, String(ticketId), { x, y: CODE.y + 90, width, height: 12, sizes: [9, 8, 7] });
  doc.font(REGULAR);
  write(doc, words.note, { x, y: CODE.y + 111, width, height: 32, sizes: [6.5, 6], color: GREY });
}

/** A pass as one page of A6, to be printed or shown on a phone. The same pass is always the same file. */
export async function passPdf(pass: AdmissionPass, language: Language): Promise<Buffer> {
  const doc = new PDFDocument({
    size: [PAGE_WIDTH, PAGE_HEIGHT],
    margin: 0,
    lang: language,
    displayTitle: true,
    info: {
      Title: `${pass.eventName}: ${pass.seat}`,
      Author: BRAND,
      Creator: BRAND,
      Producer: BRAND,
      CreationDate: pass.issuedAt,
    },
  });
  drawCard(doc);
  writeEvent(doc, pass, language);
  doc.font(BOLD);
  writeSeat(doc, pass, language);
  writeSale(doc, pass, language);
  drawCode(doc, pass.code);
  doc.end();
  return buffer(doc);
}
