import { Migration } from '@mikro-orm/migrations';

export class Migration20261123165354_create_accounts extends Migration {
  override name = 'Migration20261123165354_create_accounts';

  override up(): void | Promise<void> {
    this.addSql(`create schema if not exists "accounts";`);
    this.addSql(
      `create table "accounts"."account" ("id" uuid not null, "version" int not null default 1, "kind" text not null, "name" text not null, "masked_name" varchar(120) not null, "id_number" text null, "id_number_index" char(64) null, "phone" text not null, "phone_index" char(64) not null, "email" text null, "password_hash" varchar(200) not null, "must_change_password" boolean not null, "roles" text[] not null, "base_ids" uuid[] not null, "is_first_system_admin" boolean not null default false, "created_at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(
      `create index "account_staff_index" on "accounts"."account" ("created_at", "id") where kind = 'staff';`,
    );
    this.addSql(`alter table "accounts"."account" add constraint "account_phone_unique" unique ("phone_index");`);
    this.addSql(
      `alter table "accounts"."account" add constraint "account_id_number_unique" unique ("id_number_index");`,
    );
    this.addSql(
      `create unique index "account_first_system_admin_unique" on "accounts"."account" ("is_first_system_admin") where is_first_system_admin;`,
    );

    this.addSql(
      `create table "accounts"."captcha" ("id" uuid not null, "answer_hash" char(64) not null, "expires_at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(`create index "captcha_expires_at_index" on "accounts"."captcha" ("expires_at");`);

    this.addSql(
      `create table "accounts"."code" ("id" uuid not null, "purpose" text not null, "channel" text not null, "subject_id" uuid not null, "target_index" char(64) not null, "code_hash" char(64) not null, "tries" int not null default 0, "address" varchar(45) null, "issued_at" timestamptz not null, "expires_at" timestamptz not null, "used_at" timestamptz null, primary key ("id"));`,
    );
    this.addSql(`create index "code_of_target_index" on "accounts"."code" ("target_index", "issued_at");`);
    this.addSql(`create index "code_of_address_index" on "accounts"."code" ("address", "issued_at");`);
    this.addSql(`create index "code_of_subject_index" on "accounts"."code" ("subject_id", "issued_at");`);
    this.addSql(`create index "code_issued_at_index" on "accounts"."code" ("issued_at");`);

    this.addSql(
      `create table "accounts"."contact_change" ("id" uuid not null, "account_id" uuid not null, "kind" text not null, "value" text not null, "expires_at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(`create index "contact_change_expires_at_index" on "accounts"."contact_change" ("expires_at");`);

    this.addSql(
      `create table "accounts"."failed_sign_in" ("id" uuid not null, "subject" varchar(64) not null, "failed_at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(`create index "failed_sign_in_failed_at_index" on "accounts"."failed_sign_in" ("failed_at");`);
    this.addSql(`create index "failed_sign_in_subject_index" on "accounts"."failed_sign_in" ("subject", "failed_at");`);

    this.addSql(
      `create table "accounts"."password_reset" ("id" uuid not null, "account_id" uuid null, "expires_at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(`create index "password_reset_expires_at_index" on "accounts"."password_reset" ("expires_at");`);

    this.addSql(
      `create table "accounts"."registration" ("id" uuid not null, "name" text not null, "id_number" text not null, "phone" text not null, "email" text null, "password_hash" varchar(200) not null, "expires_at" timestamptz not null, primary key ("id"));`,
    );
    this.addSql(`create index "registration_expires_at_index" on "accounts"."registration" ("expires_at");`);

    this.addSql(
      `create table "accounts"."session" ("id" uuid not null, "account_id" uuid not null, "started_at" timestamptz not null, "expires_at" timestamptz not null, "ended_at" timestamptz null, "ending" text null, primary key ("id"));`,
    );
    this.addSql(`create index "session_account_id_index" on "accounts"."session" ("account_id");`);
    this.addSql(`create index "session_expires_at_index" on "accounts"."session" ("expires_at");`);

    this.addSql(
      `create table "accounts"."refresh_token" ("hash" char(64) not null, "session_id" uuid not null, "issued_at" timestamptz not null, "used_at" timestamptz null, primary key ("hash"));`,
    );
    this.addSql(`create index "refresh_token_session_id_index" on "accounts"."refresh_token" ("session_id");`);

    this.addSql(
      `alter table "accounts"."account" add constraint "account_trainee_roles" check ((kind = 'trainee') = ('trainee' = any(roles)));`,
    );
    this.addSql(
      `alter table "accounts"."account" add constraint "account_trainee_id_number" check ((kind = 'trainee') = (id_number_index is not null));`,
    );
    this.addSql(
      `alter table "accounts"."account" add constraint "account_trainee_single_role" check (kind = 'staff' or cardinality(roles) = 1);`,
    );
    this.addSql(`alter table "accounts"."account" add constraint "account_some_role" check (cardinality(roles) > 0);`);
    this.addSql(
      `alter table "accounts"."account" add constraint "account_separation_of_duties" check (cardinality(roles) = 1 or roles <@ array['base_admin', 'province_admin']);`,
    );
    this.addSql(
      `alter table "accounts"."account" add constraint "account_bases_of_base_admin" check (('base_admin' = any(roles)) = (cardinality(base_ids) > 0));`,
    );
    this.addSql(
      `alter table "accounts"."account" add constraint "account_first_system_admin_role" check (not is_first_system_admin or 'system_admin' = any(roles));`,
    );
    this.addSql(
      `alter table "accounts"."account" add constraint "account_kind_check" check ("kind" in ('trainee', 'staff'));`,
    );

    this.addSql(`alter table "accounts"."code" add constraint "code_tries" check (tries between 0 and 5);`);
    this.addSql(
      `alter table "accounts"."code" add constraint "code_purpose_check" check ("purpose" in ('registration', 'password-reset', 'phone-change', 'email-change'));`,
    );
    this.addSql(
      `alter table "accounts"."code" add constraint "code_channel_check" check ("channel" in ('sms', 'email'));`,
    );

    this.addSql(
      `alter table "accounts"."contact_change" add constraint "contact_change_kind_check" check ("kind" in ('phone', 'email'));`,
    );

    this.addSql(
      `alter table "accounts"."session" add constraint "session_ending_check" check ("ending" in ('signed-out', 'password-changed', 'password-reset', 'refresh-token-reused'));`,
    );

    this.addSql(
      `alter table "accounts"."refresh_token" add constraint "refresh_token_session_id_foreign" foreign key ("session_id") references "accounts"."session" ("id") on delete cascade;`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "accounts"."refresh_token" drop constraint "refresh_token_session_id_foreign";`);

    this.addSql(`drop table if exists "accounts"."account" cascade;`);
    this.addSql(`drop table if exists "accounts"."captcha" cascade;`);
    this.addSql(`drop table if exists "accounts"."code" cascade;`);
    this.addSql(`drop table if exists "accounts"."contact_change" cascade;`);
    this.addSql(`drop table if exists "accounts"."failed_sign_in" cascade;`);
    this.addSql(`drop table if exists "accounts"."password_reset" cascade;`);
    this.addSql(`drop table if exists "accounts"."registration" cascade;`);
    this.addSql(`drop table if exists "accounts"."session" cascade;`);
    this.addSql(`drop table if exists "accounts"."refresh_token" cascade;`);

    this.addSql(`drop schema if exists "accounts";`);
  }
}
