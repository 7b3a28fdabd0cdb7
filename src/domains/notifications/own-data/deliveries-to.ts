import type { EntityManager } from '@mikro-orm/postgresql';
import type { FieldEncryption, Sealed } from '../../../platform/encryption/field-encryption.js';
import { maskEmail, maskPhone } from '../../../platform/encryption/mask.js';
import { Delivery } from '../deliveries/delivery.entity.js';

export interface Addressee {
  readonly accountId: string;
  readonly phone?: Sealed | null;
  readonly email?: Sealed | null;
}

/** Every delivery to somebody: those that name the account, and the codes that went to its phone and mailbox. */
export async function deliveriesTo(
  em: EntityManager,
  encryption: FieldEncryption,
  addressee: Addressee,
): Promise<Delivery[]> {
  const named = await em.find(Delivery, { accountId: addressee.accountId });
  const all = [...named, ...(await unattributedTo(em, encryption, addressee))];
  return all.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
}

/** The deliveries to a phone or mailbox that name no account: found by their mask, told apart by what is sealed. */
export async function unattributedTo(
  em: EntityManager,
  encryption: FieldEncryption,
  { phone, email }: Omit<Addressee, 'accountId'>,
): Promise<Delivery[]> {
  const own = {
    sms: phone ? encryption.open('phone', phone) : undefined,
    email: email ? encryption.open('email', email).toLowerCase() : undefined,
  };
  const masks = [
    ...(own.sms ? [maskPhone(own.sms)] : []),
    ...(email ? [maskEmail(encryption.open('email', email))] : []),
  ];
  const alike = await em.find(Delivery, { accountId: null, maskedRecipient: { $in: masks } });
  return alike.filter(({ channel, recipient }) =>
    channel === 'sms'
      ? encryption.open('phone', recipient) === own.sms
      : encryption.open('email', recipient).toLowerCase() === own.email,
  );
}
