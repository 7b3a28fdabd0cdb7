/** What is told on one occasion, and the variables that its templates may name. */
export const occasions = {
  'code.registration': ['code', 'minutes'],
  'code.password-reset': ['code', 'minutes'],
  'code.phone-change': ['code', 'minutes'],
  'code.email-change': ['code', 'minutes'],
  'contact.phone-replaced': ['newPhone'],
  'contact.email-replaced': ['newEmail'],
  'security.password-changed': [],
  'security.password-reset': [],
  'security.sign-in-ended': [],
  'account.data-export-ready': ['expiresOn'],
  'account.data-export-failed': [],
  'account.erasure-refused': ['reason'],
  'account.erased': [],
  'security.recovery-code-used': ['codesLeft'],
  'application.pass-first-review': ['name', 'specialty', 'sendingUnit'],
  'application.return-from-first-review': ['name', 'specialty', 'sendingUnit', 'reason'],
  'application.reopen-first-review': ['name', 'specialty', 'sendingUnit', 'reason'],
  'application.pass-second-review': ['name', 'specialty', 'sendingUnit'],
  'application.return-from-second-review': ['name', 'specialty', 'sendingUnit', 'reason'],
  'application.reopen-second-review': ['name', 'specialty', 'sendingUnit', 'reason'],
  'application.publicize': ['name', 'specialty', 'sendingUnit'],
  'application.admit': ['name', 'specialty', 'sendingUnit'],
  'application.refuse-after-objection': ['name', 'specialty', 'sendingUnit', 'reason'],
  'application.refuse-unlisted': ['name', 'specialty', 'sendingUnit', 'reason'],
  'application.schedule-exam': ['name', 'specialty', 'sendingUnit'],
  'application.graduate': ['name', 'specialty', 'sendingUnit'],
  'application.fail-exam': ['name', 'specialty', 'sendingUnit'],
  'staff.reviews-due': ['overdue', 'dueSoon', 'earliestDueOn'],
} as const satisfies Record<string, readonly string[]>;

export type Occasion = keyof typeof occasions;
export const occasionNames = Object.keys(occasions) as Occasion[];
export type ValuesOf<O extends Occasion> = Readonly<Record<(typeof occasions)[O][number], string>>;

export const channels = ['sms', 'email', 'in-app'] as const;
export type Channel = (typeof channels)[number];
