import { parseArgs } from 'node:util';
import { accounts } from '../src/domains/accounts/accounts.module.js';
import { CreateFirstSystemAdmin } from '../src/domains/accounts/staff/create-first-system-admin.js';
import { withDomains } from './with-domains.js';

// npm run create-system-admin -- --name 韦明 --phone 13800000000: the account that creates all others
const { values } = parseArgs({ options: { name: { type: 'string' }, phone: { type: 'string' } } });
if (values.name === undefined || !/^1[3-9]\d{9}$/.test(values.phone ?? '')) {
  console.error('usage: npm run create-system-admin -- --name NAME --phone MOBILE-NUMBER');
  process.exit(2);
}
const created = await withDomains(
  () => [accounts],
  (context) => context.get(CreateFirstSystemAdmin, { strict: false }).run(values.name ?? '', values.phone ?? ''),
);
if (!created) {
  console.error('There is a first system administrator already; further ones are created by one of them.');
  process.exit(1);
}
console.log(
  `${created.phone}\none-time password: ${created.oneTimePassword}\nAt the first sign-in it has to be changed and an authenticator enrolled.\nCreate a second system administrator soon: nobody else can reset a lost password or authenticator.`,
);
