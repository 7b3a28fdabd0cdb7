import { Migration } from '@mikro-orm/migrations';

const text =
  '【广西辅助生殖培训平台】您的账号刚刚使用了一个恢复代码，还剩{codesLeft}个。如非本人操作，请立即登录平台修改密码、重新生成恢复代码，并与平台管理员联系。';

export class Migration20261125074128_warn_of_recovery_codes extends Migration {
  override name = 'Migration20261125074128_warn_of_recovery_codes';

  override up(): void | Promise<void> {
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

    this.addSql(
      `insert into "notifications"."notification_template" ("occasion", "channel", "subject", "body") values ('security.recovery-code-used', 'sms', null, '${text}');`,
    );
  }

  override down(): void | Promise<void> {
    for (const table of ['delivery', 'notification_template']) {
      this.addSql(`delete from "notifications"."${table}" where "occasion" = 'security.recovery-code-used';`);
    }

    this.addSql(`alter table "notifications"."delivery" drop constraint "delivery_occasion_check";`);
    this.addSql(
      `alter table "notifications"."delivery" add constraint "delivery_occasion_check" check ("occasion" in ('code.registration', 'code.password-reset', 'code.phone-change', 'code.email-change', 'contact.phone-replaced', 'contact.email-replaced', 'security.password-changed', 'security.password-reset', 'security.sign-in-ended', 'account.data-export-ready', 'account.data-export-failed', 'application.pass-first-review', 'application.return-from-first-review', 'application.pass-second-review', 'application.return-from-second-review', 'application.publicize', 'application.admit', 'application.refuse-after-objection', 'application.refuse-unlisted', 'application.schedule-exam', 'application.graduate', 'application.fail-exam'));`,
    );

    this.addSql(`alter table "notifications"."in_app_message" drop constraint "in_app_message_occasion_check";`);
    this.addSql(
      `alter table "notifications"."in_app_message" add constraint "in_app_message_occasion_check" check ("occasion" in ('code.registration', 'code.password-reset', 'code.phone-change', 'code.email-change', 'contact.phone-replaced', 'contact.email-replaced', 'security.password-changed', 'security.password-reset', 'security.sign-in-ended', 'account.data-export-ready', 'account.data-export-failed', 'application.pass-first-review', 'application.return-from-first-review', 'application.pass-second-review', 'application.return-from-second-review', 'application.publicize', 'application.admit', 'application.refuse-after-objection', 'application.refuse-unlisted', 'application.schedule-exam', 'application.graduate', 'application.fail-exam'));`,
    );

    this.addSql(
      `alter table "notifications"."notification_template" drop constraint "notification_template_occasion_check";`,
    );
    this.addSql(
      `alter table "notifications"."notification_template" add constraint "notification_template_occasion_check" check ("occasion" in ('code.registration', 'code.password-reset', 'code.phone-change', 'code.email-change', 'contact.phone-replaced', 'contact.email-replaced', 'security.password-changed', 'security.password-reset', 'security.sign-in-ended', 'account.data-export-ready', 'account.data-export-failed', 'application.pass-first-review', 'application.return-from-first-review', 'application.pass-second-review', 'application.return-from-second-review', 'application.publicize', 'application.admit', 'application.refuse-after-objection', 'application.refuse-unlisted', 'application.schedule-exam', 'application.graduate', 'application.fail-exam'));`,
    );
  }
}
