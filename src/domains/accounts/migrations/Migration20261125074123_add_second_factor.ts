import { Migration } from '@mikro-orm/migrations';

export class Migration20261125074123_add_second_factor extends Migration {
  override name = 'Migration20261125074123_add_second_factor';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "accounts"."recovery_code" ("id" uuid not null, "account_id" uuid not null, "code_hash" char(64) not null, "used_at" timestamptz null, primary key ("id"));`,
    );
    this.addSql(`create index "recovery_code_account_id_index" on "accounts"."recovery_code" ("account_id");`);
    this.addSql(
      `alter table "accounts"."recovery_code" add constraint "recovery_code_code_hash_unique" unique ("code_hash");`,
    );

    this.addSql(
      `create table "accounts"."totp_enrolment" ("account_id" uuid not null, "secret" text not null, "expires_at" timestamptz not null, primary key ("account_id"));`,
    );
    this.addSql(`create index "totp_enrolment_expires_at_index" on "accounts"."totp_enrolment" ("expires_at");`);

    this.addSql(`alter table "accounts"."account" add "totp_secret" text null, add "totp_last_step" int null;`);
    this.addSql(
      `alter table "accounts"."account" add constraint "account_totp_kind" check (totp_secret is null or kind = 'staff');`,
    );
    this.addSql(
      `alter table "accounts"."account" add constraint "account_totp_last_step" check ((totp_secret is null) = (totp_last_step is null));`,
    );

    this.addSql(`alter table "accounts"."session" drop constraint "session_ending_check";`);
    this.addSql(
      `alter table "accounts"."session" add constraint "session_ending_check" check ("ending" in ('signed-out', 'ended-elsewhere', 'password-changed', 'password-reset', 'contact-changed', 'refresh-token-reused', 'account-disabled', 'roles-changed', 'totp-enrolled', 'totp-reset'));`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "accounts"."recovery_code" cascade;`);
    this.addSql(`drop table if exists "accounts"."totp_enrolment" cascade;`);

    this.addSql(`alter table "accounts"."account" drop constraint "account_totp_kind";`);
    this.addSql(`alter table "accounts"."account" drop constraint "account_totp_last_step";`);
    this.addSql(`alter table "accounts"."account" drop column "totp_secret", drop column "totp_last_step";`);

    this.addSql(`alter table "accounts"."session" drop constraint "session_ending_check";`);
    this.addSql(
      `alter table "accounts"."session" add constraint "session_ending_check" check ("ending" in ('signed-out', 'ended-elsewhere', 'password-changed', 'password-reset', 'contact-changed', 'refresh-token-reused', 'account-disabled', 'roles-changed'));`,
    );
  }
}
