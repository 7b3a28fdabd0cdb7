import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Clock } from '../../../platform/clock/clock.js';
import { Documents } from '../../../platform/documents/documents.js';
import { FieldEncryption } from '../../../platform/encryption/field-encryption.js';
import { InvalidRequest } from '../../../platform/problems/platform.problems.js';
import { Captchas } from '../captchas/captchas.js';
import { faultsAt } from '../identity/fault.js';
import { idNumberFaults, normaliseIdNumber } from '../identity/id-number.js';
import { nameFaults, normaliseName } from '../identity/person-name.js';
import { hashPassword } from '../passwords/password-hash.js';
import { passwordErrors } from '../passwords/require-password.js';
import type { RegistrationStartedView, StartRegistrationRequest } from './registration.dto.js';
import { Registration } from './registration.entity.js';

const LIFETIME_MILLISECONDS = 30 * 60 * 1000;

/** The first step. It never looks whether phone or ID number have an account: nothing is proven yet. */
@Injectable()
export class StartRegistration {
  constructor(
    private readonly em: EntityManager,
    private readonly clock: Clock,
    private readonly encryption: FieldEncryption,
    private readonly captchas: Captchas,
    private readonly documents: Documents,
  ) {}

  async run(request: StartRegistrationRequest): Promise<RegistrationStartedView> {
    const { phone, email = null } = request;
    const name = normaliseName(request.name);
    const idNumber = normaliseIdNumber(request.idNumber);
    const now = this.clock.now();
    const errors = [
      ...faultsAt('/name', nameFaults(name)),
      ...faultsAt('/idNumber', idNumberFaults(idNumber, now)),
      ...passwordErrors(request, [phone, idNumber]),
    ];
    if (errors.length > 0) throw new InvalidRequest({ errors });
    // the captcha last: what was mistyped above can be corrected with the same picture
    await this.captchas.solve(request);

    const id = randomUUID();
    const expiresAt = new Date(now.getTime() + LIFETIME_MILLISECONDS);
    const passwordHash = await hashPassword(request.password);
    const unprintableCharacters = await this.documents.unprintable(name);
    await this.em.transactional((em) => {
      em.create(Registration, {
        id,
        name: this.encryption.seal('name', name),
        idNumber: this.encryption.seal('id-number', idNumber),
        phone: this.encryption.seal('phone', phone),
        email: email === null ? null : this.encryption.seal('email', email),
        passwordHash,
        expiresAt,
      });
      return Promise.resolve();
    });
    const channels = email === null ? (['sms'] as const) : (['sms', 'email'] as const);
    return { registrationId: id, channels: [...channels], expiresAt: expiresAt.toISOString(), unprintableCharacters };
  }
}
