import { defineProblem } from '../problems/problem.js';

export const FileTooLarge = defineProblem(413, 'files.too-large', {
  zh: '文件超过大小限制',
  en: 'The file is too large',
});
export const FileTypeNotAllowed = defineProblem(415, 'files.type-not-allowed', {
  zh: '不支持该类型的文件',
  en: 'Files of this type are not accepted here',
});
export const FileEmpty = defineProblem(422, 'files.empty', {
  zh: '文件内容为空',
  en: 'The file is empty',
});
export const FileNotWhatItClaims = defineProblem(422, 'files.not-what-it-claims', {
  zh: '文件内容与其类型或扩展名不符',
  en: 'The content of the file is not what its type or name says',
});
export const FileDamaged = defineProblem(422, 'files.damaged', {
  zh: '文件已损坏，无法读取',
  en: 'The file is damaged and cannot be read',
});
export const ImageTooManyPixels = defineProblem(422, 'files.image-too-many-pixels', {
  zh: '图片像素过大，请缩小后重新上传',
  en: 'The image has too many pixels',
});
export const ImageTooSmall = defineProblem(422, 'files.image-too-small', {
  zh: '图片尺寸过小，不够清晰',
  en: 'The image is too small',
});
export const ImageWrongShape = defineProblem(422, 'files.image-wrong-shape', {
  zh: '图片的宽高比例不符合要求',
  en: 'The image does not have the shape that is asked for',
});
export const PdfEncrypted = defineProblem(422, 'files.pdf-encrypted', {
  zh: 'PDF 文件已加密，请去除密码后重新上传',
  en: 'The PDF is encrypted, remove its password and upload it again',
});
export const PdfActiveContent = defineProblem(422, 'files.pdf-active-content', {
  zh: 'PDF 文件含有脚本、动作、动态表单或多媒体，请另存为普通 PDF 后重新上传',
  en: 'The PDF contains scripts, actions, dynamic forms or multimedia',
});
export const PdfEmbeddedFiles = defineProblem(422, 'files.pdf-embedded-files', {
  zh: 'PDF 文件内嵌了其他文件，请去除后重新上传',
  en: 'The PDF has other files embedded in it',
});
export const PdfWithoutPages = defineProblem(422, 'files.pdf-without-pages', {
  zh: 'PDF 文件没有页面',
  en: 'The PDF has no pages',
});
export const PdfTooManyPages = defineProblem(422, 'files.pdf-too-many-pages', {
  zh: 'PDF 文件页数过多，请分开上传',
  en: 'The PDF has too many pages',
});
export const PdfTooComplex = defineProblem(422, 'files.pdf-too-complex', {
  zh: 'PDF 文件结构过于复杂，请打印为普通 PDF 或扫描后重新上传',
  en: 'The PDF is too complex to be checked',
});
export const FileHidesAnother = defineProblem(422, 'files.hidden-content', {
  zh: '文件中夹带了其他内容，请重新扫描或导出后上传',
  en: 'Something else is hidden in the file',
});
export const FileInfected = defineProblem(422, 'files.infected', {
  zh: '文件未通过病毒检查',
  en: 'The file did not pass the virus scan',
});
export const TooManyUploads = defineProblem(503, 'files.too-many-uploads', {
  zh: '正在处理的文件过多，请稍后重新上传',
  en: 'Too many files are being inspected, upload this one again shortly',
});

/** Every refusal that `AcceptUpload` can give, for `@ApiProblems(...uploadProblems)`. */
export const uploadProblems = [
  FileTooLarge,
  FileTypeNotAllowed,
  FileEmpty,
  FileNotWhatItClaims,
  FileDamaged,
  FileHidesAnother,
  FileInfected,
  ImageTooManyPixels,
  ImageTooSmall,
  ImageWrongShape,
  PdfEncrypted,
  PdfActiveContent,
  PdfEmbeddedFiles,
  PdfWithoutPages,
  PdfTooManyPages,
  PdfTooComplex,
  TooManyUploads,
] as const;
