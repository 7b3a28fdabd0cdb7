import { Migration } from '@mikro-orm/migrations';

const sign = '【广西辅助生殖培训平台】';

// occasion and text of the SMS; what its reader does who did not do it comes last
const words: readonly (readonly [occasion: string, text: string])[] = [
  [
    'contact.email-replaced',
    '您的账号绑定的电子邮箱已更换为{newEmail}。如非本人操作，请立即登录平台修改密码，并与平台管理员联系。',
  ],
  [
    'security.password-changed',
    '您的账号密码已修改，全部设备均已退出登录。如非本人操作，请立即在登录页面找回密码，并与平台管理员联系。',
  ],
  [
    'security.password-reset',
    '您的账号密码已通过短信验证码重设，全部设备均已退出登录。如非本人操作，请立即在登录页面找回密码，并与平台管理员联系。',
  ],
  [
    'security.sign-in-ended',
    '您的账号在一台设备上的登录凭证被重复使用，为安全起见该设备已退出登录。如近期使用中未遇网络异常，请立即登录平台修改密码，并与平台管理员联系。',
  ],
];

export class Migration20261125045104_warn_owners extends Migration {
  override name = 'Migration20261125045104_warn_owners';

  override up(): void | Promise<void> {
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

    for (const [occasion, text] of words) {
      this.addSql(
        `insert into "notifications"."notification_template" ("occasion", "channel", "subject", "body") values ('${occasion}', 'sms', null, '${sign}${text}');`,
      );
    }
  }

  override down(): void | Promise<void> {
    for (const [occasion] of words) {
      for (const table of ['delivery', 'notification_template']) {
        this.addSql(`delete from "notifications"."${table}" where "occasion" = '${occasion}';`);
      }
    }

    this.addSql(`alter table "notifications"."delivery" drop constraint "delivery_occasion_check";`);
    this.addSql(
      `alter table "notifications"."delivery" add constraint "delivery_occasion_check" check ("occasion" in ('code.registration', 'code.password-reset', 'code.phone-change', 'code.email-change', 'contact.phone-replaced', 'account.data-export-ready', 'account.data-export-failed', 'application.pass-first-review', 'application.return-from-first-review', 'application.pass-second-review', 'application.return-from-second-review', 'application.publicize', 'application.admit', 'application.refuse-after-objection', 'application.refuse-unlisted', 'application.schedule-exam', 'application.graduate', 'application.fail-exam'));`,
    );

    this.addSql(`alter table "notifications"."in_app_message" drop constraint "in_app_message_occasion_check";`);
    this.addSql(
      `alter table "notifications"."in_app_message" add constraint "in_app_message_occasion_check" check ("occasion" in ('code.registration', 'code.password-reset', 'code.phone-change', 'code.email-change', 'contact.phone-replaced', 'account.data-export-ready', 'account.data-export-failed', 'application.pass-first-review', 'application.return-from-first-review', 'application.pass-second-review', 'application.return-from-second-review', 'application.publicize', 'application.admit', 'application.refuse-after-objection', 'application.refuse-unlisted', 'application.schedule-exam', 'application.graduate', 'application.fail-exam'));`,
    );

    this.addSql(
      `alter table "notifications"."notification_template" drop constraint "notification_template_occasion_check";`,
    );
    this.addSql(
      `alter table "notifications"."notification_template" add constraint "notification_template_occasion_check" check ("occasion" in ('code.registration', 'code.password-reset', 'code.phone-change', 'code.email-change', 'contact.phone-replaced', 'account.data-export-ready', 'account.data-export-failed', 'application.pass-first-review', 'application.return-from-first-review', 'application.pass-second-review', 'application.return-from-second-review', 'application.publicize', 'application.admit', 'application.refuse-after-objection', 'application.refuse-unlisted', 'application.schedule-exam', 'application.graduate', 'application.fail-exam'));`,
    );
  }
}
