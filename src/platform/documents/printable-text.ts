import { draws, drawsVariant, type Typeface } from './kept-fonts.js';

/** A stretch of text in one typeface. A `stand-in` is what is printed for a character that no font has. */
export interface Run {
  text: string;
  kind: Typeface | 'stand-in';
}

export interface PrintableText {
  runs: readonly Run[];
  /** What can't be printed as written: a character, or one with a variation selector; each once. */
  missing: readonly string[];
}

/** The mark that Chinese typesetting puts where a character is wanting. */
export const getaMark = '〓';

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });
const ideographicSelector = /[\u{E0100}-\u{E01EF}]/u;
const combining = /\p{M}/u;

/**
 * Divides text into runs that the fonts can print. What neither font has becomes a geta mark with the code point
 * beside it, never nothing. Characters that Unicode defines as invisible are left out.
 */
export function printable(text: string): PrintableText {
  const runs: Run[] = [];
  const missing = new Set<string>();
  const print = (text: string, kind: Run['kind']) => {
    const last = runs.at(-1);
    if (last?.kind === kind) last.text += text;
    else runs.push({ text, kind });
  };

  for (const { segment } of graphemes.segment(withPlainSpaces(text))) {
    const selector = ideographicSelector.exec(segment)?.[0];
    const visible = composed(segment).replace(/\p{Default_Ignorable_Code_Point}/gu, '');
    const variantIn = selector ? typefaceOfVariant(visible, selector) : undefined;
    if (selector && !variantIn) missing.add(visible + selector);
    if (variantIn) {
      print(visible + selector, variantIn);
      continue;
    }
    const characters = [...visible];
    const together = typefaces.find((typeface) => characters.every((character) => has(typeface, character)));
    for (const character of characters) {
      const typeface = together ?? typefaces.find((typeface) => has(typeface, character));
      if (typeface) {
        print(character, typeface);
      } else {
        missing.add(character);
        print(getaMark, 'main');
        print(codePointName(character), 'stand-in');
      }
    }
  }
  return { runs, missing: [...missing] };
}

/** `U+20BB7`; of a sequence, each code point, joined by a space. */
export function codePointName(characters: string): string {
  return [...characters]
    .map((character) => `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`)
    .join(' ');
}

const typefaces = ['main', 'rare'] as const;

const has = (typeface: Typeface, character: string): boolean =>
  character === '\n' || draws(typeface, character.codePointAt(0) ?? 0);

const typefaceOfVariant = (character: string, selector: string): Typeface | undefined =>
  typefaces.find((typeface) => has(typeface, character) && drawsVariant(typeface, character, selector));

/** A letter with its marks as one character where there is one. Ideographs are left alone: composing would replace some. */
const composed = (segment: string): string => (combining.test(segment) ? segment.normalize('NFC') : segment);

const withPlainSpaces = (text: string): string =>
  text.replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n').replaceAll('\t', '\u3000');
