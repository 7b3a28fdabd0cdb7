import { Migration } from '@mikro-orm/migrations';

const sign = '【广西辅助生殖培训平台】';
const again =
  '{name}您好，您报名的{specialty}专业培训，此前通知的审核结论已由审核人撤回，原因：{reason}。正在重新审核，请以新的结论为准';
const occasions = {
  'application.reopen-first-review': `${again}；已打印的申请表请暂勿使用。`,
  'application.reopen-second-review': `${again}。`,
};

export class Migration20261129010809_tell_taken_back_decisions extends Migration {
  override name = 'Migration20261129010809_tell_taken_back_decisions';

  override up(): void | Promise<void> {
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

    for (const [occasion, text] of Object.entries(occasions)) {
      this.addSql(
        `insert into "notifications"."notification_template" ("occasion", "channel", "subject", "body") values
          ('${occasion}', 'sms', null, '${sign}${text}'),
          ('${occasion}', 'email', '审核结论已撤回', '${text}\n\n${sign}'),
          ('${occasion}', 'in-app', '审核结论已撤回', '${text}');`,
      );
    }
  }

  override down(): void | Promise<void> {
    for (const table of ['notification_template', 'delivery', 'in_app_message']) {
      this.addSql(`delete from "notifications"."${table}" where occasion like 'application.reopen-%';`);
    }

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
  }
}
