import { createTransport, type Transporter } from 'nodemailer';
import type SMTPPool from 'nodemailer/lib/smtp-pool/index.js';
import { Mailer, type OutgoingMail } from './mailer.js';
import { ProviderRefused } from './provider-refused.js';

const PATIENCE_MILLISECONDS = 10_000;

/** E-mail over SMTP, at most four connections at once, kept open between mails. */
export class SmtpMailer extends Mailer {
  private readonly transport: Transporter<SMTPPool.SentMessageInfo, SMTPPool.Options>;

  constructor(
    url: string,
    private readonly from: string,
  ) {
    super();
    this.transport = createTransport({
      url,
      pool: true,
      maxConnections: 4,
      connectionTimeout: PATIENCE_MILLISECONDS,
      greetingTimeout: PATIENCE_MILLISECONDS,
      socketTimeout: PATIENCE_MILLISECONDS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async send({ reference, to, subject, text }: OutgoingMail): Promise<void> {
    const host = /@([^\s>]+)>?\s*$/.exec(this.from)?.[1] ?? 'localhost';
    try {
      await this.transport.sendMail({
        from: this.from,
        to,
        subject,
        text,
        // one id at every attempt: mail servers drop the second copy of one message
        messageId: `<${reference}@${host}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
    } catch (error) {
      // the server's own words may repeat the address
      const { code, responseCode } = error as { code?: string; responseCode?: number };
      throw new ProviderRefused(`the mail server refused: ${[code, responseCode].filter(Boolean).join(' ')}`);
    }
  }

  /** Closes the kept connections; Nest calls it when the process stops. */
  onModuleDestroy(): void {
    this.transport.close();
  }
}
