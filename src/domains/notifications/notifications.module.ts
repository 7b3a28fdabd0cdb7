import { Module } from '@nestjs/common';
import type { Domain } from '../../platform/domain.js';
import { LocalOutbox } from '../../platform/local/local-outbox.js';
import { Settings } from '../../platform/settings/settings.js';
import { Delivery } from './deliveries/delivery.entity.js';
import { FindDeliveries } from './deliveries/find-deliveries.js';
import { ManagedDeliveriesController } from './deliveries/managed-deliveries.controller.js';
import { RetryDelivery } from './deliveries/retry-delivery.js';
import { SendDelivery } from './deliveries/send-delivery.js';
import { chooseMailer, chooseSmsGateway } from './gateways/choose-gateways.js';
import { Mailer } from './gateways/mailer.js';
import { SmsGateway } from './gateways/sms-gateway.js';
import { FindMessages } from './messages/find-messages.js';
import { InAppMessage } from './messages/in-app-message.entity.js';
import { MarkMessageRead } from './messages/mark-message-read.js';
import { MessagesController } from './messages/messages.controller.js';
import { migrations } from './migrations/index.js';
import { Notify } from './occasions/notify.js';
import { SendCodes } from './occasions/send-codes.js';
import { TellDataExports } from './occasions/tell-data-exports.js';
import { TellErasures } from './occasions/tell-erasures.js';
import { RemindReviewers } from './occasions/remind-reviewers.js';
import { TellApplicants } from './occasions/tell-applicants.js';
import { WarnOwners } from './occasions/warn-owners.js';
import { WarnOfRecoveryCodes } from './occasions/warn-of-recovery-codes.js';
import { WarnPreviousPhones } from './occasions/warn-previous-phones.js';
import { AnswerDataExport } from './own-data/answer-data-export.js';
import { AnswerErasure } from './own-data/answer-erasure.js';
import { LastWord } from './own-data/last-word.js';
import { KeepRecipients } from './recipients/keep-recipients.js';
import { Recipient } from './recipients/recipient.entity.js';
import { NotificationTemplate } from './templates/notification-template.entity.js';

@Module({
  controllers: [MessagesController, ManagedDeliveriesController],
  providers: [
    { provide: SmsGateway, inject: [Settings, LocalOutbox], useFactory: chooseSmsGateway },
    { provide: Mailer, inject: [Settings, LocalOutbox], useFactory: chooseMailer },
    KeepRecipients,
    Notify,
    SendCodes,
    TellApplicants,
    RemindReviewers,
    TellDataExports,
    WarnOfRecoveryCodes,
    WarnPreviousPhones,
    WarnOwners,
    SendDelivery,
    RetryDelivery,
    FindDeliveries,
    FindMessages,
    MarkMessageRead,
    AnswerDataExport,
    AnswerErasure,
    LastWord,
    TellErasures,
  ],
})
export class NotificationsModule {}

/** 通知: see the README beside. */
export const notifications: Domain = {
  name: 'notifications',
  title: '通知',
  module: NotificationsModule,
  entities: [Recipient, NotificationTemplate, Delivery, InAppMessage],
  migrations,
};
