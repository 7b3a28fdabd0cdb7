import { createRequire } from 'node:module';

// pdfkit, inside pdfmake, requires fontkit as CommonJS; importing it would give a second copy with formats of its own.
const require = createRequire(import.meta.url);
const fontkit = require('fontkit') as {
  openSync(path: string): Font;
  registerFormat(format: { probe(bytes: Uint8Array): boolean; new (stream: { buffer: Uint8Array }): unknown }): void;
};

/** The part of a fontkit font used here; lengths are in font units. */
interface Font {
  glyphForCodePoint(codePoint: number): Glyph;
  glyphsForString(text: string): Glyph[];
  hasGlyphForCodePoint(codePoint: number): boolean;
  layout(text: string, features?: unknown): GlyphRun;
}

interface Glyph {
  id: number;
  advanceWidth: number;
  codePoints: readonly number[];
}

interface GlyphRun {
  glyphs: readonly Glyph[];
  positions: readonly { xAdvance: number; yAdvance: number; xOffset: number; yOffset: number }[];
  readonly advanceWidth: number;
}

/** `main` has the common characters and is small and quick; `rare` is three times the size and is for what `main` lacks. */
export type Typeface = 'main' | 'rare';
export type Weight = 'normal' | 'bold';

const files: Record<Typeface, Record<Weight, string>> = {
  main: {
    normal: '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
    bold: '@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf',
  },
  rare: {
    normal: '@fontpkg/source-han-serif-sc/SourceHanSerifSC-Regular.otf',
    bold: '@fontpkg/source-han-serif-sc/SourceHanSerifSC-Bold.otf',
  },
};

const parsed = new Map<string, Font>();

/** The font, read and parsed at its first use and kept for the life of the thread. */
function keptFont(typeface: Typeface, weight: Weight): Font {
  const file = files[typeface][weight];
  const font = parsed.get(file) ?? fontkit.openSync(require.resolve(file));
  parsed.set(file, font);
  return font;
}

/** Whether the typeface draws the character; both weights of a typeface draw the same ones. */
export function draws(typeface: Typeface, codePoint: number): boolean {
  return keptFont(typeface, 'normal').hasGlyphForCodePoint(codePoint);
}

/** Whether the typeface has a form of its own for a character followed by a variation selector. */
export function drawsVariant(typeface: Typeface, character: string, selector: string): boolean {
  const [plain] = keptFont(typeface, 'normal').glyphsForString(character);
  const [variant] = keptFont(typeface, 'normal').glyphsForString(character + selector);
  return variant !== undefined && variant.id !== plain?.id;
}

/** The width of a character in ems; every ideograph's is 1. */
export function advance(character: string): number {
  return keptFont('main', 'normal').glyphForCodePoint(character.codePointAt(0) ?? 0).advanceWidth / unitsPerEm;
}

const unitsPerEm = 1000;
const mark = 'kept-font:';

/** The few bytes that stand for a font where pdfmake wants the font's file. */
export function fontToken(typeface: Typeface, weight: Weight): Buffer {
  return Buffer.from(`${mark}${typeface}:${weight}`);
}

/**
 * Lets fontkit answer a token with the font that is already parsed: pdfmake opens its fonts anew for each
 * document, which took more than all the rest of the work.
 */
class KeptFontFormat {
  static probe(this: void, bytes: Uint8Array): boolean {
    return Buffer.from(bytes.subarray(0, mark.length)).toString() === mark;
  }

  constructor(stream: { buffer: Uint8Array }) {
    const [typeface, weight] = Buffer.from(stream.buffer).toString().slice(mark.length).split(':');
    const font = keptFont(typeface as Typeface, weight as Weight);
    return Object.create(font, { layout: { value: (text: string) => layout(font, text) } }) as KeptFontFormat;
  }
}
fontkit.registerFormat(KeptFontFormat);

// letters whose shape or place depends on their neighbours
const shaped =
  /[\p{Mn}\p{Mc}\p{Me}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Thai}\p{Script=Devanagari}\p{Script=Hangul}]/u;

/**
 * Sets text glyph by glyph, without the shaping that CJK, Latin and digits do not need. It also names each glyph
 * by the characters of this text: fontkit's kept glyphs remember those of whichever document used them first, and
 * the text copied from a PDF would depend on what was printed before.
 */
function layout(font: Font, text: string): GlyphRun {
  if (shaped.test(text)) return font.layout(text);
  const glyphs = [...text].map((character) => {
    const codePoint = character.codePointAt(0) ?? 0;
    const { id, advanceWidth } = font.glyphForCodePoint(codePoint);
    return { id, advanceWidth, codePoints: [codePoint] };
  });
  const positions = glyphs.map(({ advanceWidth }) => ({ xAdvance: advanceWidth, yAdvance: 0, xOffset: 0, yOffset: 0 }));
  return {
    glyphs,
    positions,
    // pdfkit scales the positions in place and asks for the sum only then
    get advanceWidth() {
      return positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0);
    },
  };
}
