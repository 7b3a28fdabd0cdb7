import type { LocalOutbox } from '../../../platform/local/local-outbox.js';
import { Mailer, type OutgoingMail } from './mailer.js';
import { type OutgoingMessage, SmsGateway } from './sms-gateway.js';

const codeOf = ({ code }: OutgoingMessage) => (code === undefined ? {} : { code });

/** Keeps SMS in the local outbox, where a developer reads them. */
export class LocalSmsGateway extends SmsGateway {
  constructor(private readonly outbox: LocalOutbox) {
    super();
  }

  async send(message: OutgoingMessage): Promise<void> {
    await this.outbox.keep({ kind: 'sms', to: message.to, text: message.text, ...codeOf(message) });
  }
}

/** Keeps e-mail in the local outbox, the subject as its first line. */
export class LocalMailer extends Mailer {
  constructor(private readonly outbox: LocalOutbox) {
    super();
  }

  async send(mail: OutgoingMail): Promise<void> {
    const text = `${mail.subject}\n\n${mail.text}`;
    await this.outbox.keep({ kind: 'email', to: mail.to, text, ...codeOf(mail) });
  }
}
