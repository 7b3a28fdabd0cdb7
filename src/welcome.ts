/** An account of the demo data, as the start prints it. */
export interface DemoAccount {
  readonly role: string;
  readonly name: string;
  readonly phone: string;
  readonly password: string;
}

/** What `npm start` prints when a local installation is ready. */
export function welcome(url: string, accounts: readonly DemoAccount[]): string {
  const lines = accounts.map(({ role, name, phone, password }) => `  ${role}\t${name}\t${phone}\t${password}`);
  return [
    '',
    '广西辅助生殖规范化培训管理平台 is ready (local installation, demo data)',
    '',
    `  Swagger UI (trainee)        ${url}/docs`,
    `  Swagger UI (management)     ${url}/docs/management`,
    `  Swagger UI (integration)    ${url}/docs/integration`,
    `  SMS, e-mail and captchas    ${url}/dev/outbox`,
    '',
    ...(lines.length > 0 ? ['Demo accounts (phone, password):', ...lines, ''] : []),
    'In a second terminal: npm run walkthrough    Stop: Ctrl-C',
  ].join('\n');
}
