import { patientFetch } from './patient-fetch.js';

interface ShownCode {
  readonly code: string;
  readonly usableFrom: Date;
  /** By the platform's clock. */
  readonly now: Date;
}

/** What the authenticator of a demo account shows, read as a developer would. */
export async function shownCode(url: string, phone: string): Promise<ShownCode> {
  const response = await patientFetch(`${url}/dev/totp`);
  if (!response.ok) throw new Error(`/dev/totp answers ${response.status}: is this a local installation?`);
  const { now, items } = (await response.json()) as {
    now: string;
    items: { phone: string; code: string; usableFrom: string }[];
  };
  const shown = items.find((item) => item.phone === phone);
  if (!shown) throw new Error(`${phone} has no authenticator: start with an empty .data folder`);
  return { code: shown.code, usableFrom: new Date(shown.usableFrom), now: new Date(now) };
}
