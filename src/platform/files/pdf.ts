import {
  FileDamaged,
  FileHidesAnother,
  PdfActiveContent,
  PdfEmbeddedFiles,
  PdfEncrypted,
  PdfTooComplex,
  PdfTooManyPages,
  PdfWithoutPages,
} from './files.problems.js';
import { PdfParser } from './pdf-parser.js';
import type { PdfVerdict } from './pdf.worker.js';
import type { Text } from '../problems/problem.js';

const parser = new PdfParser();

/**
 * Parses a PDF in a process of its own and returns how many pages it has. Refuses with `files.pdf-encrypted`,
 * `files.pdf-active-content` (scripts, actions that start, send or open something, XFA forms, multimedia), with
 * `files.pdf-embedded-files`, wherever these hide, replaced objects included; with `files.hidden-content` what is an
 * archive as well or has objects that only some readers find; with `files.pdf-without-pages`,
 * `files.pdf-too-many-pages`, `files.pdf-too-complex` (also what takes too long or too much memory), and with
 * `files.damaged` what cannot be parsed.
 */
export async function inspectPdf(path: string): Promise<{ pages: number }> {
  const verdict = await parser.judge(path);
  if (verdict.is === 'sound') return { pages: verdict.pages };
  throw refusalOf(verdict);
}

function refusalOf(verdict: Exclude<PdfVerdict, { is: 'sound' }>) {
  switch (verdict.is) {
    case 'encrypted':
      return new PdfEncrypted();
    case 'active':
      return new PdfActiveContent({ detail: actsBy[verdict.found], members: { found: verdict.found } });
    case 'embedding':
      return new PdfEmbeddedFiles();
    case 'hiding':
      return new FileHidesAnother();
    case 'without-pages':
      return new PdfWithoutPages();
    case 'too-many-pages':
      return new PdfTooManyPages({ members: { maxPages: verdict.maxPages } });
    case 'too-complex':
      return new PdfTooComplex();
    case 'damaged':
      return new FileDamaged();
  }
}

const script: Text = { zh: 'PDF 中含有 JavaScript 脚本', en: 'The PDF contains JavaScript' };
const multimedia: Text = { zh: 'PDF 中含有多媒体或三维内容', en: 'The PDF contains multimedia or 3D content' };
const form: Text = {
  zh: 'PDF 中含有提交或导入数据的动作',
  en: 'The PDF contains an action that sends or imports data',
};
const actsBy: Readonly<Record<string, Text>> = {
  JS: script,
  JavaScript: script,
  XFA: { zh: 'PDF 中含有 XFA 动态表单', en: 'The PDF contains an XFA form' },
  Launch: { zh: 'PDF 中含有启动程序的动作', en: 'The PDF contains an action that starts a program' },
  GoToR: { zh: 'PDF 中含有打开其他文件的动作', en: 'The PDF contains an action that opens another file' },
  URI: { zh: 'PDF 中含有不是网页地址的链接', en: 'The PDF contains a link to something other than a web page' },
  SubmitForm: form,
  ImportData: form,
  RichMediaContent: multimedia,
  RichMediaExecute: multimedia,
  Rendition: multimedia,
  RichMedia: multimedia,
  '3D': multimedia,
  Screen: multimedia,
  Movie: multimedia,
  Sound: multimedia,
};
