import { Migration } from '@mikro-orm/migrations';

const sign = '【广西辅助生殖培训平台】';
const text =
  '您负责审核的报名中，已超过审核时限的{overdue}件，即将到期的{dueSoon}件，其中最早的时限为{earliestDueOn}。请及时登录平台审核。';

export class Migration20261129013934_remind_reviewers extends Migration {
  override name = 'Migration20261129013934_remind_reviewers';

  override up(): void | Promise<void> {
    this.addSql(`alter table "notifications"."delivery" drop constraint "delivery_occasion_check";`);
    this.addSql(
      `alter table "notifications"."delivery" add constraint "delivery_occasion_check" check ("occasion" in ('code.registration', 'code.password-reset', 'code.phone-change', 'code.email-change', 'contact.phone-replaced', 'contact.email-replaced', 'security.password-changed', 'security.password-reset', 'security.sign-in-ended', 'account.data-export-ready', 'account.data-export-failed', 'account.erasure-refused', 'account.erased', 'security.recovery-code-used', 'application.pass-first-review', 'application.return-from-first-review', 'application.reopen-first-review', 'application.pass-second-review', 'application.return-from-second-review', 'application.reopen-second-review', 'application.publicize', 'application.admit', 'application.refuse-after-objection', 'application.refuse-unlisted', 'application.schedule-exam', 'application.graduate', 'application.fail-exam', 'staff.reviews-due'));`,
    );

    this.addSql(`alter table "notifications"."in_app_message" drop constraint "in_app_message_occasion_check";`);
    this.addSql(
      `alter table "notifications"."in_app_message" add constraint "in_app_message_occasion_check" check ("occasion" in ('code.registration', 'code.password-reset', 'code.phone-change', 'code.email-change', 'contact.phone-replaced', 'contact.email-replaced', 'security.password-changed', 'security.password-reset', 'security.sign-in-ended', 'account.data-export-ready', 'account.data-export-failed', 'account.erasure-refused', 'account.erased', 'security.recovery-code-used', 'application.pass-first-review', 'application.return-from-first-review', 'application.reopen-first-review', 'application.pass-second-review', 'application.return-from-second-review', 'application.reopen-second-review', 'application.publicize', 'application.admit', 'application.refuse-after-objection', 'application.refuse-unlisted', 'application.schedule-exam', 'application.graduate', 'application.fail-exam', 'staff.reviews-due'));`,
    );

    this.addSql(
      `alter table "notifications"."notification_template" drop constraint "notification_template_occasion_check";`,
    );
    this.addSql(
      `alter table "notifications"."notification_template" add constraint "notification_template_occasion_check" check ("occasion" in ('code.registration', 'code.password-reset', 'code.phone-change', 'code.email-change', 'contact.phone-replaced', 'contact.email-replaced', 'security.password-changed', 'security.password-reset', 'security.sign-in-ended', 'account.data-export-ready', 'account.data-export-failed', 'account.erasure-refused', 'account.erased', 'security.recovery-code-used', 'application.pass-first-review', 'application.return-from-first-review', 'application.reopen-first-review', 'application.pass-second-review', 'application.return-from-second-review', 'application.reopen-second-review', 'application.publicize', 'application.admit', 'application.refuse-after-objection', 'application.refuse-unlisted', 'application.schedule-exam', 'application.graduate', 'application.fail-exam', 'staff.reviews-due'));`,
    );

    this.addSql(
      `insert into "notifications"."notification_template" ("occasion", "channel", "subject", "body") values
        ('staff.reviews-due', 'sms', null, '${sign}${text}'),
        ('staff.reviews-due', 'email', '有报名等待审核', '${text}\n\n${sign}'),
        ('staff.reviews-due', 'in-app', '有报名等待审核', '${text}');`,
    );
  }

  override down(): void | Promise<void> {
    for (const table of ['notification_template', 'delivery', 'in_app_message']) {
      this.addSql(`delete from "notifications"."${table}" where occasion = 'staff.reviews-due';`);
    }

    this.addSql(`alter table "notifications"."delivery" drop constraint "delivery_occasion_check";`);
    this.addSql(
      `alter table "notifications"."delivery" add constraint "delivery_occasion_check" check ("occasion" in ('code.registration', 'code.password-reset', 'code.phone-change', 'code.email-change', 'contact.phone-replaced', 'contact.email-replaced', 'security.password-changed', 'security.password-reset', 'security.sign-in-ended', 'account.data-export-ready', 'account.data-export-failed', 'account.erasure-refused', 'account.erased', 'security.recovery-code-used', 'application.pass-first-review', 'application.return-from-first-review', 'application.reopen-first-review', 'application.pass-second-review', 'application.return-from-second-review', 'application.reopen-second-review', 'application.publicize', 'application.admit', 'application.refuse-after-objection', 'application.refuse-unlisted', 'application.schedule-exam', 'application.graduate', 'application.fail-exam'));`,
    );

    this.addSql(`alter table "notifications"."in_app_message" drop constraint "in_app_message_occasion_check";`);
    this.addSql(
      `alter table "notifications"."in_app_message" add constraint "in_app_message_occasion_check" check ("occasion" in ('code.registration', 'code.password-reset', 'code.phone-change', 'code.email-change', 'contact.phone-replaced', 'contact.email-replaced', 'security.password-changed', 'security.password-reset', 'security.sign-in-ended', 'account.data-export-ready', 'account.data-export-failed', 'account.erasure-refused', 'account.erased', 'security.recovery-code-used', 'application.pass-first-review', 'application.return-from-first-review', 'application.reopen-first-review', 'application.pass-second-review', 'application.return-from-second-review', 'application.reopen-second-review', 'application.publicize', 'application.admit', 'application.refuse-after-objection', 'application.refuse-unlisted', 'application.schedule-exam', 'application.graduate', 'application.fail-exam'));`,
    );

    this.addSql(
      `alter table "notifications"."notification_template" drop constraint "notification_template_occasion_check";`,
    );
    this.addSql(
      `alter table "notifications"."notification_template" add constraint "notification_template_occasion_check" check ("occasion" in ('code.registration', 'code.password-reset', 'code.phone-change', 'code.email-change', 'contact.phone-replaced', 'contact.email-replaced', 'security.password-changed', 'security.password-reset', 'security.sign-in-ended', 'account.data-export-ready', 'account.data-export-failed', 'account.erasure-refused', 'account.erased', 'security.recovery-code-used', 'application.pass-first-review', 'application.return-from-first-review', 'application.reopen-first-review', 'application.pass-second-review', 'application.return-from-second-review', 'application.reopen-second-review', 'application.publicize', 'application.admit', 'application.refuse-after-objection', 'application.refuse-unlisted', 'application.schedule-exam', 'application.graduate', 'application.fail-exam'));`,
    );
  }
}
