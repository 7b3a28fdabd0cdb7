// Lengths in points; the form's own are given in millimetres.
export const millimetres = (length: number): number => (length * 72) / 25.4;

/** A4 upright. */
export const page = {
  width: 595.28,
  height: 841.89,
  side: millimetres(20),
  top: millimetres(18),
  bottom: millimetres(29),
};

export const textWidth = page.width - 2 * page.side;
export const bodyHeight = page.height - page.top - page.bottom;

/** Type sizes of Chinese printing: 小二, 小三, 四号, 五号, 小五. */
export const sizes = { title: 18, subtitle: 15, heading: 12, text: 10.5, small: 8 };

/** Of the fonts: ascent and descent, in ems. */
export const lineHeight = 1.437;

export const rule = 0.6;
export const padding = { x: 4, y: 3 };
