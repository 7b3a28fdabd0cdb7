import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { demoStaff } from '../../src/demo/demo-accounts.js';
import { type MadeUpPerson, madeUpPerson } from './made-up-person.js';
import { patientFetch } from './patient-fetch.js';
import { Outbox } from './outbox.js';
import { Session } from './session.js';
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
    const { nanningAdmin, provinceAdmin } = demoStaff;
    await this.baseAdmin.signIn(nanningAdmin.phone, nanningAdmin.password);
    await this.provinceAdmin.signIn(provinceAdmin.phone, provinceAdmin.password);
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
