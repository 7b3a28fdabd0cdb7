import { Migration } from '@mikro-orm/migrations';

const sign = '【广西辅助生殖培训平台】';

// occasion, title, text
const words: readonly (readonly [occasion: string, title: string, text: string])[] = [
  [
    'account.data-export-ready',
    '个人数据已备好',
    '您申请导出的个人数据已备好，请在{expiresOn}之前登录平台，在账号信息中下载。如非本人操作，请立即修改密码。',
  ],
  ['account.data-export-failed', '个人数据未能导出', '您申请导出的个人数据未能备齐，请登录平台重新申请。'],
];

export class Migration20261125031537_tell_data_exports extends Migration {
  override name = 'Migration20261125031537_tell_data_exports';

  override up(): void | Promise<void> {
    this.addSql(`alter table "notifications"."delivery" drop constraint "delivery_occasion_check";`);
    this.addSql(`alter table "notifications"."delivery" add "account_id" uuid null;`);
    this.addSql(`create index "delivery_account_index" on "notifications"."delivery" ("account_id");`);
    this.addSql(`create index "delivery_masked_recipient_index" on "notifications"."delivery" ("masked_recipient");`);
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

    for (const [occasion, title, text] of words) {
      this.addSql(
        `insert into "notifications"."notification_template" ("occasion", "channel", "subject", "body") values
          ('${occasion}', 'sms', null, '${sign}${text}'),
          ('${occasion}', 'email', '${title}', '${text}\n\n${sign}'),
          ('${occasion}', 'in-app', '${title}', '${text}');`,
      );
    }
    // whom an earlier delivery was to is told by the message beside it
    this
      .addSql(`update "notifications"."delivery" d set account_id = m.account_id from "notifications"."in_app_message" m
      where (m.subject_id, m.subject_version, m.occasion) = (d.subject_id, d.subject_version, d.occasion);`);
    this.addSql(
      `update "notifications"."delivery" set account_id = subject_id where occasion = 'contact.phone-replaced';`,
    );
  }

  override down(): void | Promise<void> {
    for (const table of ['notification_template', 'delivery', 'in_app_message']) {
      this.addSql(
        `delete from "notifications"."${table}" where occasion in ('account.data-export-ready', 'account.data-export-failed');`,
      );
    }
    this.addSql(`drop index "notifications"."delivery_account_index";`);
    this.addSql(`drop index "notifications"."delivery_masked_recipient_index";`);
    this.addSql(`alter table "notifications"."delivery" drop constraint "delivery_occasion_check";`);
    this.addSql(`alter table "notifications"."delivery" drop column "account_id";`);
    this.addSql(
      `alter table "notifications"."delivery" add constraint "delivery_occasion_check" check ("occasion" in ('code.registration', 'code.password-reset', 'code.phone-change', 'code.email-change', 'contact.phone-replaced', 'application.pass-first-review', 'application.return-from-first-review', 'application.pass-second-review', 'application.return-from-second-review', 'application.publicize', 'application.admit', 'application.refuse-after-objection', 'application.refuse-unlisted', 'application.schedule-exam', 'application.graduate', 'application.fail-exam'));`,
    );

    this.addSql(`alter table "notifications"."in_app_message" drop constraint "in_app_message_occasion_check";`);
    this.addSql(
      `alter table "notifications"."in_app_message" add constraint "in_app_message_occasion_check" check ("occasion" in ('code.registration', 'code.password-reset', 'code.phone-change', 'code.email-change', 'contact.phone-replaced', 'application.pass-first-review', 'application.return-from-first-review', 'application.pass-second-review', 'application.return-from-second-review', 'application.publicize', 'application.admit', 'application.refuse-after-objection', 'application.refuse-unlisted', 'application.schedule-exam', 'application.graduate', 'application.fail-exam'));`,
    );

    this.addSql(
      `alter table "notifications"."notification_template" drop constraint "notification_template_occasion_check";`,
    );
    this.addSql(
      `alter table "notifications"."notification_template" add constraint "notification_template_occasion_check" check ("occasion" in ('code.registration', 'code.password-reset', 'code.phone-change', 'code.email-change', 'contact.phone-replaced', 'application.pass-first-review', 'application.return-from-first-review', 'application.pass-second-review', 'application.return-from-second-review', 'application.publicize', 'application.admit', 'application.refuse-after-objection', 'application.refuse-unlisted', 'application.schedule-exam', 'application.graduate', 'application.fail-exam'));`,
    );
  }
}
