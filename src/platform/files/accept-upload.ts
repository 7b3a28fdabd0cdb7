import { Injectable } from '@nestjs/common';
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { LineTooLong, Turns } from '../turns.js';
import { FileInfected, TooManyUploads } from './files.problems.js';
import { type AcceptedType, identifyFile } from './identify-file.js';
import { encodeAnew, type ImageRules, readImageHead } from './image.js';
import { inspectPdf } from './pdf.js';
import { readQrCodes } from './qr-codes.js';
import { discardRest, receiveUpload } from './receive-upload.js';
import { safeFileName } from './safe-file-name.js';
import type { TemporaryFile } from './temporary-file.js';
import { VirusScanner } from './virus-scanner.js';

/** An upload as a multipart parser hands it over. */
export interface Upload {
  readonly stream: Readable;
  readonly fileName: string;
  /** As the sender says. */
  readonly mediaType?: string;
  /** Reads what follows the file; fails when that is not the end. */
  readonly end?: () => Promise<void>;
}

/** What an upload may be. */
export interface UploadRules {
  readonly allow: readonly AcceptedType[];
  /** Applied when the file is an image. */
  readonly image?: ImageRules;
  /** Whether the QR codes on it are wanted. */
  readonly qrCodes?: boolean;
  readonly maxBytes: number;
}

/** A file that may be kept, an image encoded anew. */
export interface AcceptedFile {
  /** Stands until the work with it is over. */
  readonly path: string;
  /** Bytes of the file at `path`. */
  readonly size: number;
  /** Bytes of what was sent. */
  readonly receivedSize: number;
  /** Of the file at `path`, lower-case hexadecimal. */
  readonly sha256: string;
  readonly fileName: string;
  readonly mediaType: AcceptedType;
  /** Pixels, as the image is looked at. */
  readonly width?: number;
  readonly height?: number;
  /** Pages of a PDF. */
  readonly pages?: number;
  /** Path of a small JPEG of an image; stands as long as the file. */
  readonly thumbnail?: string;
  /** Texts of the QR codes on it, when the rules want them. */
  readonly qrCodes?: readonly string[];
}

// Each takes a core; what takes much memory, too, such as a PDF, is inspected alone.
const AT_ONCE = 2;
const LONGEST_LINE = 100;
const RETRY_AFTER_SECONDS = 30;

/** Takes in uploads of whatever a sender calls a file. One queue for the process, so that many at once cost no more memory. */
@Injectable()
export class AcceptUpload {
  private readonly inspections = new Turns(AT_ONCE, LONGEST_LINE);

  constructor(private readonly scanner: VirusScanner) {}

  /** Whether so many wait for their inspection that another one is refused. */
  get isFull(): boolean {
    return this.inspections.areTaken;
  }

  /**
   * Receives, inspects and cleans an upload, lets `work` have it, and returns what `work` returns. No temporary file is
   * left behind, whatever fails. Refuses with any of `uploadProblems`.
   */
  async run<T>(upload: Upload, rules: UploadRules, work: (file: AcceptedFile) => Promise<T>): Promise<T> {
    if (this.isFull) {
      discardRest(upload.stream);
      throw tooMany();
    }
    const received = await receiveUpload(upload.stream, rules);
    const temporary: TemporaryFile[] = [received];
    try {
      await upload.end?.();
      return await work(await this.inspect(upload, rules, temporary));
    } catch (error) {
      throw error instanceof LineTooLong ? tooMany() : error;
    } finally {
      await Promise.all(temporary.map((file) => file.remove()));
    }
  }

  /** Whatever files it makes are added to `temporary`, whose first is what was received. */
  private async inspect(upload: Upload, rules: UploadRules, temporary: TemporaryFile[]): Promise<AcceptedFile> {
    const [received] = temporary as [TemporaryFile];
    const { path, size, sha256 } = received;
    const mediaType = await identifyFile(path, rules.allow, upload);
    const codesOf = async (file: string) => (rules.qrCodes ? { qrCodes: await readQrCodes(file, mediaType) } : {});
    const named = { mediaType, receivedSize: size, fileName: safeFileName(upload.fileName, mediaType) };
    if (mediaType === 'application/pdf') {
      const inspection = async () => {
        const { pages } = await inspectPdf(path);
        return { ...named, path, size, sha256, pages, ...(await codesOf(path)) };
      };
      return this.inTurn(path, inspection, AT_ONCE);
    }
    const { isHeavy, width, height } = await readImageHead(path, mediaType, rules.image);
    const inspection = async () => {
      const { image, thumbnail } = await encodeAnew(path, mediaType);
      temporary.push(image, thumbnail);
      const { path: cleaned, size: bytes, sha256: hash } = image;
      const measured = { path: cleaned, size: bytes, sha256: hash, width, height, thumbnail: thumbnail.path };
      return { ...named, ...measured, ...(await codesOf(cleaned)) };
    };
    return this.inTurn(path, inspection, isHeavy ? AT_ONCE : 1);
  }

  /** Scanned as it came: what is encoded anew is harmless, but whose sender is infected should hear of it. */
  private inTurn<T>(path: string, inspection: () => Promise<T>, places = 1): Promise<T> {
    return this.inspections.run(async () => {
      const found = await this.scanner.scan(contentOf(path));
      if (found !== undefined) throw new FileInfected({ members: { found } });
      return inspection();
    }, places);
  }
}

/** Opened when it is read, so that where nothing scans nothing is left open. */
async function* contentOf(path: string): AsyncGenerator<Buffer> {
  for await (const piece of createReadStream(path)) yield piece as Buffer;
}

const tooMany = () => new TooManyUploads({ retryAfterSeconds: RETRY_AFTER_SECONDS });
