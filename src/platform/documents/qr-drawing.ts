import QRCode from 'qrcode';

/** The QR code as SVG, one path, so that no seams show between its squares; with the quiet zone of ISO/IEC 18004. */
export function qrDrawing(text: string): string {
  const { size, data } = QRCode.create(text, { errorCorrectionLevel: 'M' }).modules;
  const quiet = 4;
  const path: string[] = [];
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      let end = column;
      while (end < size && data[row * size + end]) end++;
      if (end > column) path.push(`M${column + quiet} ${row + quiet}h${end - column}v1h${column - end}z`);
      column = end;
    }
  }
  const side = size + 2 * quiet;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}"><path d="${path.join('')}"/></svg>`;
}
