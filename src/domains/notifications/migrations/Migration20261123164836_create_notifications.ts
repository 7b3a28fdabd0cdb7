import { Migration } from '@mikro-orm/migrations';

const sign = '【广西辅助生殖培训平台】';
const keepSecret = '请勿向任何人泄露；如非本人操作，请忽略本消息。';

// occasion, subject, text; the variables of each occasion are listed in templates/occasions.ts
const words: readonly (readonly [occasion: string, subject: string, text: string])[] = [
  ['code.registration', '注册验证码', `您正在注册账号，验证码：{code}，{minutes}分钟内有效。${keepSecret}`],
  ['code.password-reset', '找回密码验证码', `您正在重设登录密码，验证码：{code}，{minutes}分钟内有效。${keepSecret}`],
  ['code.phone-change', '更换手机号码验证码', `您正在更换手机号码，验证码：{code}，{minutes}分钟内有效。${keepSecret}`],
  ['code.email-change', '更换邮箱验证码', `您正在更换电子邮箱，验证码：{code}，{minutes}分钟内有效。${keepSecret}`],
  [
    'contact.phone-replaced',
    '手机号码已更换',
    '您的账号绑定的手机号码已更换为{newPhone}。如非本人操作，请立即与平台管理员联系。',
  ],
  [
    'application.pass-first-review',
    '一审通过',
    '{name}您好，您报名的{specialty}专业培训已通过一审。请及时登录平台下载并打印申请表，按要求签字盖章后扫描上传，进入二审。',
  ],
  [
    'application.return-from-first-review',
    '一审不通过',
    '{name}您好，您报名的{specialty}专业培训一审不通过，原因：{reason}。请登录平台修改后重新提交，或改报其他基地。',
  ],
  [
    'application.pass-second-review',
    '二审通过',
    '{name}您好，您报名的{specialty}专业培训已通过二审，请留意拟录取名单公示。',
  ],
  [
    'application.return-from-second-review',
    '二审不通过',
    '{name}您好，您提交的签字盖章页二审不通过，原因：{reason}。请登录平台按要求重新上传。',
  ],
  [
    'application.publicize',
    '拟录取公示',
    '{name}您好，您已列入{specialty}专业培训拟录取名单，现予公示，可登录平台在“信息公布”栏目查看。',
  ],
  [
    'application.admit',
    '录取通知',
    '{name}您好，公示期已满，您已被录取为{specialty}专业培训学员，请按培训基地的安排参加培训。',
  ],
  [
    'application.refuse-after-objection',
    '未录取通知',
    '{name}您好，公示期间收到的异议经核查成立，您未被{specialty}专业培训录取，原因：{reason}。',
  ],
  [
    'application.refuse-unlisted',
    '未录取通知',
    '{name}您好，您未列入本批次{specialty}专业培训拟录取名单，感谢您的报名，欢迎关注后续批次。',
  ],
  [
    'application.schedule-exam',
    '结业考试通知',
    '{name}您好，您的结业考试已安排，请登录平台查看考试时间、地点并打印准考证，按时参加考试。',
  ],
  ['application.graduate', '结业考试成绩通知', '{name}您好，您已通过结业考试，准予结业，可登录平台查看结业证书。'],
  [
    'application.fail-exam',
    '结业考试成绩通知',
    '{name}您好，您本次结业考试未通过或缺考，可参加后续考试，具体安排请留意平台通知。',
  ],
];

function channelsOf(occasion: string): readonly ('sms' | 'email' | 'in-app')[] {
  if (occasion.startsWith('code.')) return ['sms', 'email'];
  return occasion.startsWith('contact.') ? ['sms'] : ['sms', 'email', 'in-app'];
}

export class Migration20261123164836_create_notifications extends Migration {
  override name = 'Migration20261123164836_create_notifications';

  override up(): void | Promise<void> {
    this.addSql(`create schema if not exists "notifications";`);
    this.addSql(
      `create table "notifications"."delivery" ("id" uuid not null, "subject_id" uuid not null, "subject_version" int not null, "occasion" text not null, "channel" text not null, "recipient" text not null, "masked_recipient" varchar(254) not null, "subject" varchar(200) not null, "text" text null, "code" text null, "expires_at" timestamptz null, "status" text not null, "attempts" int not null default 0, "last_error" varchar(200) null, "last_attempt_at" timestamptz null, "sent_at" timestamptz null, "created_at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(`create index "delivery_newest_index" on "notifications"."delivery" ("created_at", "id");`);
    this.addSql(
      `create index "delivery_status_newest_index" on "notifications"."delivery" ("status", "created_at", "id");`,
    );
    this.addSql(
      `alter table "notifications"."delivery" add constraint "delivery_once_unique" unique ("subject_id", "subject_version", "occasion", "channel");`,
    );

    this.addSql(
      `create table "notifications"."in_app_message" ("id" uuid not null, "account_id" uuid not null, "subject_id" uuid not null, "subject_version" int not null, "occasion" text not null, "title" varchar(200) not null, "text" text not null, "created_at" timestamptz not null, "read_at" timestamptz null, primary key ("id"));`,
    );
    this.addSql(
      `create index "in_app_message_newest_index" on "notifications"."in_app_message" ("account_id", "created_at", "id");`,
    );
    this.addSql(
      `alter table "notifications"."in_app_message" add constraint "in_app_message_once_unique" unique ("subject_id", "subject_version", "occasion");`,
    );

    this.addSql(
      `create table "notifications"."notification_template" ("occasion" text not null, "channel" text not null, "subject" varchar(100) null, "body" text not null, "version" int not null default 1, primary key ("occasion", "channel"));`,
    );

    this.addSql(
      `create table "notifications"."recipient" ("account_id" uuid not null, "phone" text null, "email" text null, "version" int not null, primary key ("account_id"));`,
    );

    this.addSql(
      `alter table "notifications"."delivery" add constraint "delivery_occasion_check" check ("occasion" in ('code.registration', 'code.password-reset', 'code.phone-change', 'code.email-change', 'contact.phone-replaced', 'application.pass-first-review', 'application.return-from-first-review', 'application.pass-second-review', 'application.return-from-second-review', 'application.publicize', 'application.admit', 'application.refuse-after-objection', 'application.refuse-unlisted', 'application.schedule-exam', 'application.graduate', 'application.fail-exam'));`,
    );
    this.addSql(
      `alter table "notifications"."delivery" add constraint "delivery_channel_check" check ("channel" in ('sms', 'email'));`,
    );
    this.addSql(
      `alter table "notifications"."delivery" add constraint "delivery_status_check" check ("status" in ('pending', 'failed', 'sent', 'expired', 'dead'));`,
    );

    this.addSql(
      `alter table "notifications"."in_app_message" add constraint "in_app_message_occasion_check" check ("occasion" in ('code.registration', 'code.password-reset', 'code.phone-change', 'code.email-change', 'contact.phone-replaced', 'application.pass-first-review', 'application.return-from-first-review', 'application.pass-second-review', 'application.return-from-second-review', 'application.publicize', 'application.admit', 'application.refuse-after-objection', 'application.refuse-unlisted', 'application.schedule-exam', 'application.graduate', 'application.fail-exam'));`,
    );

    this.addSql(
      `alter table "notifications"."notification_template" add constraint "notification_template_subject_check" check ((channel = 'sms') = (subject is null));`,
    );
    this.addSql(
      `alter table "notifications"."notification_template" add constraint "notification_template_occasion_check" check ("occasion" in ('code.registration', 'code.password-reset', 'code.phone-change', 'code.email-change', 'contact.phone-replaced', 'application.pass-first-review', 'application.return-from-first-review', 'application.pass-second-review', 'application.return-from-second-review', 'application.publicize', 'application.admit', 'application.refuse-after-objection', 'application.refuse-unlisted', 'application.schedule-exam', 'application.graduate', 'application.fail-exam'));`,
    );
    this.addSql(
      `alter table "notifications"."notification_template" add constraint "notification_template_channel_check" check ("channel" in ('sms', 'email', 'in-app'));`,
    );

    for (const [occasion, subject, text] of words) {
      const bodies = { sms: `${sign}${text}`, email: `${text}\n\n${sign}`, 'in-app': text };
      for (const channel of channelsOf(occasion)) {
        const title = channel === 'sms' ? 'null' : `'${subject}'`;
        this.addSql(
          `insert into "notifications"."notification_template" ("occasion", "channel", "subject", "body") values ('${occasion}', '${channel}', ${title}, '${bodies[channel]}');`,
        );
      }
    }
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "notifications"."delivery" cascade;`);
    this.addSql(`drop table if exists "notifications"."in_app_message" cascade;`);
    this.addSql(`drop table if exists "notifications"."notification_template" cascade;`);
    this.addSql(`drop table if exists "notifications"."recipient" cascade;`);

    this.addSql(`drop schema if exists "notifications";`);
  }
}
