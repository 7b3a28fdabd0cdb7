import QRCode from 'qrcode';
import sharp from '../files/uncached-sharp.js';

// ISO/IEC 18004 asks for a margin of four modules
const quietZone = 4;
const pixelsPerModule = 12;

/**
 * The QR code, quiet zone included, as the data URL of a grey PNG: the file then holds it once for all pages, where
 * a drawing would be laid out and stored anew on each.
 */
export async function qrDrawing(text: string): Promise<string> {
  const { size, data } = QRCode.create(text, { errorCorrectionLevel: 'M' }).modules;
  const modules = Uint8Array.from(data, (dark) => (dark ? 0 : 255));
  const border = { top: quietZone, bottom: quietZone, left: quietZone, right: quietZone };
  const side = (size + 2 * quietZone) * pixelsPerModule;
  const framed = await sharp(modules, { raw: { width: size, height: size, channels: 1 } })
    .extend({ ...border, background: 'white' })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const png = await sharp(framed.data, { raw: framed.info })
    .resize(side, side, { kernel: 'nearest' })
    .toColourspace('b-w')
    .png()
    .toBuffer();
  return `data:image/png;base64,${png.toString('base64')}`;
}
