import { Logger } from '@nestjs/common';
import type { LocalOutbox } from '../../../platform/local/local-outbox.js';
import type { Settings } from '../../../platform/settings/settings.js';
import { HttpSmsGateway } from './http-sms-gateway.js';
import { LocalMailer, LocalSmsGateway } from './local-gateways.js';
import { Mailer } from './mailer.js';
import { ProviderRefused } from './provider-refused.js';
import { SmsGateway } from './sms-gateway.js';
import { SmtpMailer } from './smtp-mailer.js';

const logger = new Logger('Notifications');

/** The SMS gateway that the settings name, else the local outbox, else one that refuses and says what is not set. */
export function chooseSmsGateway(settings: Settings, outbox: LocalOutbox): SmsGateway {
  if (settings.smsGatewayUrl !== undefined) return new HttpSmsGateway(settings.smsGatewayUrl, settings.smsGatewayToken);
  return settings.local ? new LocalSmsGateway(outbox) : refusing('SMS_GATEWAY_URL');
}

/** The mailer that the settings name, else the local outbox, else one that refuses and says what is not set. */
export function chooseMailer(settings: Settings, outbox: LocalOutbox): Mailer {
  if (settings.smtpUrl !== undefined) return new SmtpMailer(settings.smtpUrl, settings.mailFrom);
  return settings.local ? new LocalMailer(outbox) : refusing('SMTP_URL');
}

// the platform runs on without it, and the deliveries wait among the dead letters until it is set
function refusing(variable: string): SmsGateway & Mailer {
  logger.warn(`${variable} is not set: nothing is sent that way`);
  return { send: () => Promise.reject(new ProviderRefused(`${variable} is not set`)) };
}
