/**
 * One definition of an official form, for PDF, DOCX and HTML alike: plain values that survive
 * structured cloning and JSON (a photo's bytes aside), no functions, no layout coordinates.
 */
export interface FormDocument {
  /** Printed bold and centred at the top of the first page; `\n` starts a new line. */
  title: string;
  subtitle?: string;
  /** Printed at the foot of every page; goes into the file's metadata too. */
  documentNumber?: string;
  /** 校验码 of what was filled in, printed at the foot of every page: a page of another version has another. */
  digest?: string | undefined;
  /** Who issues the form (建设单位): the file's author. */
  author: string;
  /** The instant written into the file. The same document, this included, gives the same bytes. */
  createdAt: Date;
  /** BCP 47; tells readers and screen readers how to pronounce the text. */
  language: 'zh-CN';
  blocks: readonly Block[];
  /** One line at the foot of every page. */
  footer?: string;
  /** Printed at the foot of every page; the caption says what scanning it is for. */
  qr?: { text: string; caption: string };
}

export type Block = Heading | Table | Paragraph | Rules;

export interface Heading {
  kind: 'heading';
  text: string;
}

export interface Paragraph {
  kind: 'paragraph';
  text: string;
  align?: Alignment;
  /** Indents the first line by two characters, as Chinese prose is set. */
  indent?: boolean;
}

/** Numbered sentences, 1. 2. 3., each kept whole on a page where it can be. */
export interface Rules {
  kind: 'rules';
  items: readonly string[];
}

/**
 * A ruled grid as wide as the page's text. Tables that follow one another share a line, so that a form
 * whose parts have different columns still looks like one sheet.
 */
export interface Table {
  kind: 'table';
  /** Relative widths. */
  columns: readonly number[];
  /** How many of the first rows are printed again when the table goes on to another page; none by default. */
  repeatedRows?: number;
  rows: readonly Row[];
}

/** As in HTML, a place covered by an earlier cell's span has no cell of its own. */
export interface Row {
  cells: readonly Cell[];
  /** Least height in millimetres, the cell's padding included. */
  height?: number;
}

export type Alignment = 'left' | 'center' | 'right';

export type Cell = LabelCell | TextCell | ListCell | PhotoCell | SealCell;

interface Spans {
  colspan?: number;
  rowspan?: number;
}

/** What the form itself says: shaded and centred. */
export interface LabelCell extends Spans {
  kind: 'label';
  text: string;
}

/** What was filled in. Wraps; `\n` starts a new line. */
export interface TextCell extends Spans {
  kind: 'text';
  text: string;
  align?: Alignment;
  bold?: boolean;
}

/** One item a line. */
export interface ListCell extends Spans {
  kind: 'list';
  items: readonly string[];
  numbered?: boolean;
}

/** A JPEG, PNG or WebP, cropped to the size; without bytes the place to glue one on. */
export interface PhotoCell extends Spans {
  kind: 'photo';
  size: PhotoSize;
  image?: Uint8Array;
  /** Printed where there is no image. */
  placeholder: string;
}

/** 一寸 is 25 × 35 mm, 二寸 is 35 × 49 mm. */
export type PhotoSize = 'one-inch' | 'two-inch';

/** A box to sign, stamp and date by hand. */
export interface SealCell extends Spans {
  kind: 'seal';
  /** Printed at the top of the box. */
  text?: string;
  /** The words before the signature, such as 负责人（签字）. */
  signature: string;
  /** The words where the stamp goes, such as （单位盖章）; none where only a person signs. */
  stamp?: string;
  /** Blank height between the text and the signature, in millimetres. */
  blank: number;
}
