import fc from 'fast-check';
import type { Schema } from './operations.js';
import type { SchemaValues } from './schema-arbitrary.js';
import { wildText } from './wild-values.js';
import { jpeg, pdf, pdfOf, png, pngBomb } from '../support/made-files.js';

const BOUNDARY = 'fuzz-boundary';

// whole ones, broken ones, and ones that are not what they are called
const files: readonly Buffer[] = [
  await jpeg(300, 420),
  await pdf(2),
  await png(300, 420),
  (await jpeg(300, 420)).subarray(0, 900),
  (await pdf(1)).subarray(0, 300),
  await pdfOf((document) => document.addJavaScript('x', 'app.alert(1)')),
  pngBomb(20_000, 20_000),
  Buffer.alloc(0),
  Buffer.from('<html><script>alert(1)</script></html>'),
  Buffer.from('%PDF-1.7\n%%EOF'),
  Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]),
];

/** Uploads: the fields of the schema and one file, or nearly. */
export function multipartBody(schema: Schema, values: SchemaValues) {
  const fields = Object.entries(schema.properties ?? {}).filter(([, { format }]) => format !== 'binary');
  const field = ([name, one]: (typeof fields)[number]) =>
    fc.tuple(
      fc.constant(name),
      fc.oneof({ weight: 6, arbitrary: values.of(one, name).map(String) }, { weight: 1, arbitrary: wildText }),
    );
  const file = fc.record({
    content: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...files.slice(0, 3)) }, fc.constantFrom(...files)),
    name: fc.oneof({ weight: 3, arbitrary: fc.constantFrom('证件照.jpg', '执业证.pdf', 'a.png') }, wildText),
    type: fc.constantFrom('image/jpeg', 'application/pdf', 'text/html', ''),
    under: fc.oneof({ weight: 6, arbitrary: fc.constant('file') }, { weight: 1, arbitrary: wildText }),
  });
  return fc
    .record({
      fields: fc.tuple(...fields.map(field)),
      files: fc.oneof(
        { weight: 6, arbitrary: fc.tuple(file) },
        { weight: 1, arbitrary: fc.array(file, { maxLength: 2 }) },
      ),
      ends: fc.oneof({ weight: 8, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
      isFileFirst: fc.oneof({ weight: 6, arbitrary: fc.constant(false) }, fc.constant(true)),
    })
    .map(({ fields, files, ends, isFileFirst }) => {
      const texts = fields.map(([name, value]) => part(`name="${quotable(name)}"`, Buffer.from(value)));
      const uploads = files.map(({ under, name, type, content }) =>
        part(`name="${quotable(under)}"; filename="${quotable(name)}"\r\ncontent-type: ${type}`, content),
      );
      const parts = isFileFirst ? [...uploads, ...texts] : [...texts, ...uploads];
      return {
        headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
        body: Buffer.concat([...parts, Buffer.from(ends ? `--${BOUNDARY}--\r\n` : '')]),
      };
    });
}

const part = (disposition: string, content: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(`--${BOUNDARY}\r\ncontent-disposition: form-data; ${disposition}\r\n\r\n`),
    content,
    Buffer.from('\r\n'),
  ]);

/** As browsers escape it (WHATWG HTML, multipart/form-data encoding). */
const quotable = (text: string) => text.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
