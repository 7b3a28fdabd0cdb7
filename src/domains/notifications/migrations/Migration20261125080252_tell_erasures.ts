import { Migration } from '@mikro-orm/migrations';

const sign = '【广西辅助生殖培训平台】';
const refused = '您的账号注销申请未获批准，原因：{reason}。您可以登录平台重新申请。';
const erased = '您的账号已按您的申请注销，个人信息已删除，依法须保留的除外。今后将无法用原账号登录。';

export class Migration20261125080252_tell_erasures extends Migration {
  override name = 'Migration20261125080252_tell_erasures';

  override up(): void | Promise<void> {
    this.addSql(`alter table "notifications"."delivery" drop constraint "delivery_occasion_check";`);
    this.addSql(
      `alter table "notifications"."delivery" add constraint "delivery_occasion_check" check ("occasion" in ('code.registration', 'code.password-reset', 'code.phone-change', 'code.email-change', 'contact.phone-replaced', 'contact.email-replaced', 'security.password-changed', 'security.password-reset', 'security.sign-in-ended', 'account.data-export-ready', 'account.data-export-failed', 'account.erasure-refused', 'account.erased', 'security.recovery-code-used', 'application.pass-first-review', 'application.return-from-first-review', 'application.pass-second-review', 'application.return-from-second-review', 'application.publicize', 'application.admit', 'application.refuse-after-objection', 'application.refuse-unlisted', 'application.schedule-exam', 'application.graduate', 'application.fail-exam'));`,
    );

    this.addSql(`alter table "notifications"."in_app_message" drop constraint "in_app_message_occasion_check";`);
    this.addSql(
      `alter table "notifications"."in_app_message" add constraint "in_app_message_occasion_check" check ("occasion" in ('code.registration', 'code.password-reset', 'code.phone-change', 'code.email-change', 'contact.phone-replaced', 'contact.email-replaced', 'security.password-changed', 'security.password-reset', 'security.sign-in-ended', 'account.data-export-ready', 'account.data-export-failed', 'account.erasure-refused', 'account.erased', 'security.recovery-code-used', 'application.pass-first-review', 'application.return-from-first-review', 'application.pass-second-review', 'application.return-from-second-review', 'application.publicize', 'application.admit', 'application.refuse-after-objection', 'application.refuse-unlisted', 'application.schedule-exam', 'application.graduate', 'application.fail-exam'));`,
    );

    this.addSql(
      `alter table "notifications"."notification_template" drop constraint "notification_template_occasion_check";`,
    );
    this.addSql(
      `alter table "notifications"."notification_template" add constraint "notification_template_occasion_check" check ("occasion" in ('code.registration', 'code.password-reset', 'code.phone-change', 'code.email-change', 'contact.phone-replaced', 'contact.email-replaced', 'security.password-changed', 'security.password-reset', 'security.sign-in-ended', 'account.data-export-ready', 'account.data-export-failed', 'account.erasure-refused', 'account.erased', 'security.recovery-code-used', 'application.pass-first-review', 'application.return-from-first-review', 'application.pass-second-review', 'application.return-from-second-review', 'application.publicize', 'application.admit', 'application.refuse-after-objection', 'application.refuse-unlisted', 'application.schedule-exam', 'application.graduate', 'application.fail-exam'));`,
    );

    this.addSql(
      `insert into "notifications"."notification_template" ("occasion", "channel", "subject", "body") values
        ('account.erasure-refused', 'sms', null, '${sign}${refused}'),
        ('account.erasure-refused', 'email', '账号注销申请未获批准', '${refused}\n\n${sign}'),
        ('account.erasure-refused', 'in-app', '账号注销申请未获批准', '${refused}'),
        ('account.erased', 'sms', null, '${sign}${erased}');`,
    );
  }

  override down(): void | Promise<void> {
    for (const table of ['notification_template', 'delivery', 'in_app_message']) {
      this.addSql(
        `delete from "notifications"."${table}" where occasion in ('account.erasure-refused', 'account.erased');`,
      );
    }

    this.addSql(`alter table "notifications"."delivery" drop constraint "delivery_occasion_check";`);
    this.addSql(
      `alter table "notifications"."delivery" add constraint "delivery_occasion_check" check ("occasion" in ('code.registration', 'code.password-reset', 'code.phone-change', 'code.email-change', 'contact.phone-replaced', 'contact.email-replaced', 'security.password-changed', 'security.password-reset', 'security.sign-in-ended', 'account.data-export-ready', 'account.data-export-failed', 'security.recovery-code-used', 'application.pass-first-review', 'application.return-from-first-review', 'application.pass-second-review', 'application.return-from-second-review', 'application.publicize', 'application.admit', 'application.refuse-after-objection', 'application.refuse-unlisted', 'application.schedule-exam', 'application.graduate', 'application.fail-exam'));`,
    );

    this.addSql(`alter table "notifications"."in_app_message" drop constraint "in_app_message_occasion_check";`);
    this.addSql(
      `alter table "notifications"."in_app_message" add constraint "in_app_message_occasion_check" check ("occasion" in ('code.registration', 'code.password-reset', 'code.phone-change', 'code.email-change', 'contact.phone-replaced', 'contact.email-replaced', 'security.password-changed', 'security.password-reset', 'security.sign-in-ended', 'account.data-export-ready', 'account.data-export-failed', 'security.recovery-code-used', 'application.pass-first-review', 'application.return-from-first-review', 'application.pass-second-review', 'application.return-from-second-review', 'application.publicize', 'application.admit', 'application.refuse-after-objection', 'application.refuse-unlisted', 'application.schedule-exam', 'application.graduate', 'application.fail-exam'));`,
    );

    this.addSql(
      `alter table "notifications"."notification_template" drop constraint "notification_template_occasion_check";`,
    );
    this.addSql(
      `alter table "notifications"."notification_template" add constraint "notification_template_occasion_check" check ("occasion" in ('code.registration', 'code.password-reset', 'code.phone-change', 'code.email-change', 'contact.phone-replaced', 'contact.email-replaced', 'security.password-changed', 'security.password-reset', 'security.sign-in-ended', 'account.data-export-ready', 'account.data-export-failed', 'security.recovery-code-used', 'application.pass-first-review', 'application.return-from-first-review', 'application.pass-second-review', 'application.return-from-second-review', 'application.publicize', 'application.admit', 'application.refuse-after-objection', 'application.refuse-unlisted', 'application.schedule-exam', 'application.graduate', 'application.fail-exam'));`,
    );
  }
}
