import { type DemoStaff } from './demo/demo-accounts.js';
import { roleNames } from './platform/access/roles.js';

/** What `npm start` prints when a local installation is ready. */
export function welcome(url: string, staff: readonly DemoStaff[]): string {
  const accounts = staff.map(
    ({ role, phone, password, base }) =>
      `  ${phone}  ${password}  ${roleNames[role].zh}${base === undefined ? '' : `（${base}）`}`,
  );
  return [
    '',
    '广西辅助生殖规范化培训管理平台 is ready (local installation)',
    '',
    `  Swagger UI (trainee)       ${url}/docs`,
    `  Swagger UI (management)    ${url}/docs/management`,
    `  Swagger UI (integration)   ${url}/docs/integration`,
    `  SMS, e-mail and captchas   ${url}/dev/outbox`,
    ...(staff.length > 0 ? [`  One-time codes of staff    ${url}/dev/totp`] : []),
    '',
    ...(accounts.length > 0
      ? ['Demo accounts: phone, password, role; sign-in wants the code of /dev/totp too', ...accounts, '']
      : []),
    'In a second terminal: npm run walkthrough',
    'Stop: Ctrl-C',
  ].join('\n');
}
