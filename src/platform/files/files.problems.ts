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
  zh: 'PDF 文件含有脚本、内嵌附件或动态表单，请另存为普通 PDF 后重新上传',
  en: 'The PDF contains scripts, embedded files or dynamic forms',
});

/** Every refusal that `acceptUpload` can give, for `@ApiProblems(...uploadProblems)`. */
export const uploadProblems = [
  FileTooLarge,
  FileTypeNotAllowed,
  FileEmpty,
  FileNotWhatItClaims,
  FileDamaged,
  ImageTooManyPixels,
  ImageTooSmall,
  ImageWrongShape,
  PdfEncrypted,
  PdfActiveContent,
] as const;
