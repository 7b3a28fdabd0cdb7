export type Point = readonly [x: number, y: number];
export type Stroke = readonly Point[];

/** `0,0 1,1` and `;` between strokes, in a box 4 wide and 6 high. */
const strokes = (drawn: string): Stroke[] =>
  drawn.split(';').map((stroke) => stroke.split(' ').map((point) => point.split(',').map(Number) as [number, number]));

/**
 * The letters and digits of captchas as strokes of a pen. Left out is what looks like another when distorted: 0 O Q D,
 * 1 I L, 2 Z, 5 S, 8 B, 6 G, E F, U V.
 */
export const letterStrokes: Readonly<Record<string, readonly Stroke[]>> = {
  A: strokes('0,6 2,0 4,6;0.8,4 3.2,4'),
  C: strokes('4,1 3,0.1 1.5,0 0.3,1.2 0,3 0.3,4.8 1.5,6 3,5.9 4,5'),
  E: strokes('4,0 0,0 0,6 4,6;0,3 3,3'),
  H: strokes('0,0 0,6;4,0 4,6;0,3 4,3'),
  J: strokes('1.2,0 4,0;3,0 3,4.6 2.4,5.7 1.2,6 0.2,5 0,4'),
  K: strokes('0,0 0,6;4,0 0,3.4;1.2,2.6 4,6'),
  M: strokes('0,6 0,0 2,3.6 4,0 4,6'),
  N: strokes('0,6 0,0 4,6 4,0'),
  P: strokes('0,6 0,0 2.6,0 3.8,0.7 4,1.7 3.6,2.7 2.6,3.3 0,3.3'),
  R: strokes('0,6 0,0 2.6,0 3.8,0.7 4,1.7 3.6,2.7 2.6,3.2 0,3.2;2,3.2 4,6'),
  T: strokes('0,0 4,0;2,0 2,6'),
  V: strokes('0,0 2,6 4,0'),
  W: strokes('0,0 0.9,6 2,1.6 3.1,6 4,0'),
  X: strokes('0,0 4,6;4,0 0,6'),
  Y: strokes('0,0 2,3 4,0;2,3 2,6'),
  '3': strokes('0.2,0.8 1.2,0 2.8,0 3.8,0.9 3.6,2.3 2,2.9 3.6,3.4 4,4.7 3.2,5.7 1.6,6 0,5.1'),
  '4': strokes('3,6 3,0 0,4.2 4,4.2'),
  '7': strokes('0,0 4,0 1.4,6'),
  '9': strokes('3.9,2 3,3.3 1.4,3.5 0.2,2.5 0.1,1.2 1.2,0.1 2.8,0.1 3.8,1 3.9,2 3.6,4.4 2.2,6'),
};

/** What an answer is made of. */
export const captchaAlphabet = Object.keys(letterStrokes);
