import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import type { CallerIdentity } from '../../../platform/access/caller.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { findPage, type Page, type PageQuery } from '../../../platform/http/page.js';
import { InAppMessage } from './in-app-message.entity.js';
import { type MessageView, toMessageView } from './messages.dto.js';

@Injectable()
export class FindMessages {
  constructor(
    private readonly em: EntityManager,
    private readonly encryption: FieldEncryption,
  ) {}

  /** The caller's own, newest first. */
  async list(caller: CallerIdentity, query: PageQuery): Promise<Page<MessageView>> {
    return findPage(
      this.em,
      InAppMessage,
      { accountId: caller.id },
      { createdAt: 'desc', id: 'desc' },
      query,
      (message) => toMessageView(message, this.encryption.open('remark', message.text)),
    );
  }
}
