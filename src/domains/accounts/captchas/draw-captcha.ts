import { randomInt } from 'node:crypto';
import { letterStrokes, type Point, type Stroke } from './captcha-strokes.js';

const WIDTH = 160;
const HEIGHT = 60;
const STEP = 2;
const inks = ['#1f3a5f', '#5b2a3c', '#24523b', '#4a3b6b'];

/** A number from `low` to `high`; from the system's randomness, so that one picture tells nothing about the next. */
const between = (low: number, high: number): number => low + (randomInt(0, 1_000_001) / 1_000_000) * (high - low);

/**
 * The answer as a picture for people, an SVG document without text. Each letter is turned, sheared and scaled, the whole
 * is bent by waves, cut into short pieces that are shuffled among decoys drawn by the same pen: neither the order nor
 * the shape of the paths spells the answer.
 */
export function drawCaptcha(answer: string): string {
  const letters = [...answer];
  const cell = (WIDTH - 24) / letters.length;
  const written = letters.flatMap((letter, position) => place(letterStrokes[letter] ?? [], 14 + position * cell));
  const bend = wave();
  const pieces = [...written.map(densified), ...decoys()].flatMap((stroke) => cut(stroke.map(bend)));
  const ink = inks[randomInt(inks.length)];
  const paths = shuffled(pieces).map((piece) => `<path d="${pathOf(piece)}"/>`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">`,
    `<rect width="100%" height="100%" fill="#f4f4ee"/>`,
    `<g fill="none" stroke="${ink}" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round">${paths.join('')}</g>`,
    `</svg>`,
  ].join('');
}

/** A letter in its cell, by an affine map of its own. */
function place(strokes: readonly Stroke[], left: number): Stroke[] {
  const turn = between(-0.25, 0.25);
  const shear = between(-0.2, 0.2);
  const [wide, high] = [between(5, 6), between(5.8, 6.8)];
  const [x0, y0] = [left + 14 + between(-2, 2), HEIGHT / 2 + between(-4, 4)];
  return strokes.map((stroke) =>
    stroke.map(([x, y]): Point => {
      const [u, v] = [(x - 2) * wide + (y - 3) * shear * high, (y - 3) * high];
      return [x0 + u * Math.cos(turn) - v * Math.sin(turn), y0 + u * Math.sin(turn) + v * Math.cos(turn)];
    }),
  );
}

/** Two or three long lines, which cross the letters, and scratches no longer than a piece of a letter. */
function decoys(): Stroke[] {
  const lines = Array.from({ length: randomInt(2, 4) }, () => {
    const [from, to, sag] = [between(8, HEIGHT - 8), between(8, HEIGHT - 8), between(-18, 18)];
    const [start, end] = [between(2, 30), between(WIDTH - 30, WIDTH - 2)];
    return Array.from({ length: 60 }, (_, step): Point => {
      const t = step / 59;
      return [start + t * (end - start), from + t * (to - from) + sag * Math.sin(Math.PI * t)];
    });
  });
  const scratches = Array.from({ length: 12 }, () => {
    const [x, y, angle] = [between(4, WIDTH - 4), between(4, HEIGHT - 4), between(0, Math.PI)];
    const [dx, dy] = [Math.cos(angle) * 2.5, Math.sin(angle) * 2.5];
    return densified([
      [x - dx, y - dy],
      [x + dx, y + dy],
    ]);
  });
  return [...lines, ...scratches];
}

function wave(): (point: Point) => Point {
  const [upDown, leftRight] = [between(1.5, 3), between(1, 2)];
  const [long, tall] = [between(22, 38), between(12, 22)];
  const [shift, other] = [between(0, 6), between(0, 6)];
  return ([x, y]) => [
    x + leftRight * Math.sin(y / tall + other) + between(-0.25, 0.25),
    y + upDown * Math.sin(x / long + shift) + between(-0.25, 0.25),
  ];
}

/** The same stroke with a point every few units, so that it can be bent and cut. */
function densified(stroke: Stroke): Stroke {
  return stroke.flatMap((point, index): Point[] => {
    const next = stroke[index + 1];
    if (!next) return [point];
    const [dx, dy] = [next[0] - point[0], next[1] - point[1]];
    const steps = Math.max(1, Math.round(Math.hypot(dx, dy) / STEP));
    return Array.from({ length: steps }, (_, n): Point => [point[0] + (dx * n) / steps, point[1] + (dy * n) / steps]);
  });
}

/** Pieces of three to six points that share their ends, drawn in either direction. */
function cut(stroke: Stroke): Stroke[] {
  const pieces: Stroke[] = [];
  for (let start = 0; start < stroke.length - 1;) {
    const end = Math.min(stroke.length - 1, start + randomInt(2, 6));
    const piece = stroke.slice(start, end + 1);
    pieces.push(randomInt(2) === 0 ? piece : [...piece].reverse());
    start = end;
  }
  return pieces;
}

function shuffled<T>(items: readonly T[]): T[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last--) {
    const other = randomInt(last + 1);
    [result[last], result[other]] = [result[other] as T, result[last] as T];
  }
  return result;
}

const pathOf = (piece: Stroke): string =>
  piece.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
