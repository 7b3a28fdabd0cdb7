import fc from 'fast-check';
import { safeFileName } from './safe-file-name.js';

describe('a safe file name', () => {
  it.each([
    ['执业证书.pdf', '执业证书.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\我\\桌面\\照片.jpg', '照片.jpg'],
    ['a\u0000b\r\nc.pdf', 'abc.pdf'],
    ['photo\u202egnp.exe', 'photognp.exe'],
    ['a<b>:"c|?*.pdf', 'a_b___c___.pdf'],
    ['.htaccess', 'htaccess'],
    ['证书. . ', '证书'],
    ['  两   个 空格 .pdf', '两 个 空格.pdf'],
    ['', '未命名'],
    ['..', '未命名'],
    ['.pdf', 'pdf'],
    ['𠮷田.png', '𠮷田.png'],
    ['CON.pdf', '_CON.pdf'],
    ['com1', '_com1'],
    ['CONTRACT.pdf', 'CONTRACT.pdf'],
    ['......', '未命名'],
  ])('of %j is %j', (given, expected) => {
    expect(safeFileName(given)).toBe(expected);
  });

  it.each([
    ['照片.JPEG', 'image/jpeg', '照片.JPEG'],
    ['照片.jpg', 'image/png', '照片.png'],
    ['证书2.扫描件', 'application/pdf', '证书2.扫描件.pdf'],
    ['照片', 'image/jpeg', '照片.jpg'],
    ['', 'application/pdf', '未命名.pdf'],
    ['page.html', 'image/png', 'page.html.png'],
  ] as const)('of %j with the content of %s is %j', (given, mediaType, expected) => {
    expect(safeFileName(given, mediaType)).toBe(expected);
  });

  it('is short and keeps its extension, whatever is given', () => {
    expect(safeFileName(`${'长'.repeat(300)}.pdf`)).toBe(`${'长'.repeat(96)}.pdf`);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (given) => {
        const name = safeFileName(given, 'application/pdf');
        expect(Array.from(name).length).toBeLessThanOrEqual(100);
        expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)\./i);
        expect(name).toMatch(/^[^/\\<>:"|?*\p{C}.][^/\\<>:"|?*\p{C}]*\.pdf$/iu);
        expect(safeFileName(name, 'application/pdf')).toBe(name);
      }),
    );
  });
});
