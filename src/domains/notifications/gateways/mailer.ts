import type { OutgoingMessage } from './sms-gateway.js';

export interface OutgoingMail extends OutgoingMessage {
  readonly subject: string;
}

/** Sends one e-mail, or throws: `ProviderRefused` with words that may be stored and shown. */
export abstract class Mailer {
  abstract send(mail: OutgoingMail): Promise<void>;
}
