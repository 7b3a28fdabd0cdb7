import type { OpenAPIObject } from '@nestjs/swagger';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import vm from 'node:vm';
import { guide } from '../../src/guide/guide.js';
import { type GuideRequest } from '../../src/platform/openapi/guide/guide.js';
import { showRequest, type ShownRequest } from '../../src/platform/openapi/guide/shown-request.js';
import { curlOf, fetchOf, ORIGIN } from '../../src/platform/openapi/guide/snippets.js';
import { operationsOf } from '../../src/platform/openapi/operations.js';
import { OutboxEntry } from '../../src/platform/local/outbox-entry.entity.js';
import { AccountCallers } from './account-callers.js';
import type { TestPlatform } from './platform.js';

const run = promisify(execFile);

type Values = Record<string, unknown>;

const SENDS_CODE = /^(sendRegistrationCode|start(PasswordReset|PhoneChange|EmailChange))$/;

/** Somebody who copies the requests of the guide one after the other, and puts in what a person does. */
export class GuideReader {
  readonly values: Values = {};
  private document: OpenAPIObject | undefined;

  constructor(
    private readonly platform: TestPlatform,
    private readonly how: 'curl' | 'fetch',
    inputs: Values,
  ) {
    Object.assign(this.values, inputs);
  }

  /** The requests of one chapter in their order, but those named. */
  async follows(chapterId: string, skips: readonly string[] = []): Promise<string[]> {
    const chapter = guide.chapters.find(({ id }) => id === chapterId);
    if (!chapter) throw new Error(`the guide has no chapter ${chapterId}`);
    const requests = chapter.steps.flatMap(({ requests }) => requests);
    const done: string[] = [];
    for (const request of requests.filter(({ operationId }) => !skips.includes(operationId))) {
      await this.sends(request);
      done.push(request.operationId);
    }
    return done;
  }

  async sends(request: GuideRequest): Promise<void> {
    const shown = await this.shown(request);
    const text = (this.how === 'curl' ? curlOf(shown) : fetchOf(shown)).replaceAll(ORIGIN, this.platform.url);
    try {
      Object.assign(this.values, await (this.how === 'curl' ? this.inShell(text, shown) : this.inBrowser(text, shown)));
    } catch (error) {
      throw new Error(`${request.operationId}:\n${text}\n${JSON.stringify(error)} ${String(error)}`, { cause: error });
    }
    await this.reads(request.operationId);
  }

  private async shown(request: GuideRequest): Promise<ShownRequest> {
    this.document ??= (await (await fetch(`${this.platform.url}/docs/documents/trainee.json`)).json()) as OpenAPIObject;
    const found = operationsOf(this.document).find(({ operation }) => operation.operationId === request.operationId);
    if (!found) throw new Error(`no operation ${request.operationId}`);
    return showRequest(this.document, found, request);
  }

  private inBrowser(text: string, { gives }: ShownRequest): Promise<Values> {
    const globals = { fetch, FormData, crypto: globalThis.crypto, TextDecoderStream };
    const program = `(async () => {\n${text}\nreturn { ${Object.keys(gives).join(', ')} };\n})()`;
    return vm.runInNewContext(program, { ...globals, ...this.values }) as Promise<Values>;
  }

  private async inShell(text: string, { gives }: ShownRequest): Promise<Values> {
    const filled = text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) =>
      String(name === 'idempotencyKey' ? randomUUID() : this.values[name]),
    );
    // the answer's headers first, then its body; a refusal is an error
    const { stdout } = await run('sh', [
      '-c',
      filled.replace(/^curl /, 'curl --silent --show-error --fail-with-body -i '),
    ]);
    const [head = '', body = ''] = stdout.split('\r\n\r\n');
    const answer: unknown = body.trim() === '' ? undefined : JSON.parse(body);
    const valueAt = (place: string): unknown => {
      const header = /^header (.+)$/.exec(place)?.[1];
      if (header !== undefined) return new RegExp(`^${header}: (.+)$`, 'im').exec(head)?.[1];
      return place.split('.').reduce((at, step) => (at as Values | undefined)?.[step], answer);
    };
    return Object.fromEntries(Object.entries(gives).map(([name, place]) => [name, valueAt(place)]));
  }

  /** What a person reads on the picture or in a message that this request brought. */
  private async reads(operationId: string): Promise<void> {
    if (operationId === 'createCaptcha') {
      const captchaId = this.values.captchaId as string;
      const entry = await this.platform.em().findOneOrFail(OutboxEntry, { captchaId });
      this.values.captchaAnswer = entry.code;
    }
    if (!SENDS_CODE.test(operationId)) return;
    const callers = new AccountCallers(this.platform);
    const { passwordResetId } = this.values;
    const isReset = operationId === 'startPasswordReset';
    this.values.code = isReset ? await callers.resetCode(String(passwordResetId)) : await callers.lastCode();
    // another one may be asked for after a minute
    this.platform.clock.advance(61);
  }
}

/** Whether the machine has curl. */
export const hasCurl = (): Promise<boolean> =>
  run('curl', ['--version']).then(
    () => true,
    () => false,
  );
