import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type DemoStaff, demoStaff } from '../../src/demo/demo-accounts.js';
import { type MadeUpPerson, madeUpPerson } from './made-up-person.js';
import { patientFetch } from './patient-fetch.js';
import { Outbox } from './outbox.js';
import { Session } from './session.js';
import { shownCode } from './shown-code.js';
import { Told } from './told.js';

/** Who takes part in the walkthrough, and what they leave behind. */
export class Cast {
  readonly told: Told;
  readonly outbox: Outbox;
  readonly person: MadeUpPerson;
  readonly trainee: Session;
  readonly baseAdmin: Session;
  readonly provinceAdmin: Session;

  constructor(
    readonly url: string,
    private readonly folder: string,
    print: (line: string) => void,
  ) {
    this.told = new Told(print);
    this.outbox = new Outbox(url);
    this.person = madeUpPerson('覃𠮷祥');
    this.trainee = new Session(url, this.outbox);
    this.baseAdmin = new Session(url, this.outbox);
    this.provinceAdmin = new Session(url, this.outbox);
  }

  /** Signs the administrators in: at the start, and again when the clock was moved past their tokens' end. */
  async administratorsSignIn(): Promise<void> {
    await this.staffSignIn(this.baseAdmin, demoStaff.nanningAdmin);
    await this.staffSignIn(this.provinceAdmin, demoStaff.provinceAdmin);
  }

  /** Signs in as one of the demo staff, with the code that their authenticator shows. */
  async staffSignIn(session: Session, { phone, password }: DemoStaff): Promise<void> {
    await session.signIn(phone, password, () => this.codeOf(phone));
  }

  private async codeOf(phone: string): Promise<string> {
    const { code, usableFrom, now } = await shownCode(this.url, phone);
    // the last three codes were used just now: the local clock need not be waited for
    if (usableFrom > now) await this.waitUntil(usableFrom);
    return code;
  }

  async traineeSignsIn(): Promise<void> {
    await this.trainee.signIn(this.person.phone, this.person.password);
  }

  /** Prints the SMS with these words that the trainee got. */
  async readsSms(words: string): Promise<void> {
    this.told.sms(await this.outbox.sms(this.person.phone, words));
  }

  /** Keeps a document where the reader can open it; returns where. */
  async keep(fileName: string, content: Blob | File): Promise<string> {
    await mkdir(this.folder, { recursive: true });
    const file = path.join(this.folder, fileName);
    await writeFile(file, new Uint8Array(await content.arrayBuffer()));
    return `${file} (${Math.round(content.size / 1024)} KB)`;
  }

  /** Moves the local clock forward, and returns what it then shows. */
  async waitUntil(instant: Date): Promise<Date> {
    const response = await patientFetch(`${this.url}/dev/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ now: instant.toISOString() }),
    });
    if (!response.ok) throw new Error(`the clock does not move: ${response.status}`);
    return new Date(((await response.json()) as { now: string }).now);
  }

  /** What the platform's clock shows. */
  async now(): Promise<Date> {
    const response = await patientFetch(`${this.url}/dev/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    return new Date(((await response.json()) as { now: string }).now);
  }
}
