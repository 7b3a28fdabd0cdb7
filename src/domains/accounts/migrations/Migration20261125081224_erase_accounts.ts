import { Migration } from '@mikro-orm/migrations';

export class Migration20261125081224_erase_accounts extends Migration {
  override name = 'Migration20261125081224_erase_accounts';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "accounts"."erasure_answer" ("request_id" uuid not null, "domain" text not null, "answered_at" timestamptz not null, primary key ("request_id", "domain"));`,
    );

    this.addSql(
      `create table "accounts"."erasure_request" ("id" uuid not null, "version" int not null, "account_id" uuid not null, "status" text not null, "reason" text null, "refusal" text null, "requested_at" timestamptz not null, "decided_at" timestamptz null, "decided_by" uuid null, "completed_at" timestamptz null, primary key ("id"));`,
    );
    this.addSql(`create index "erasure_request_newest_index" on "accounts"."erasure_request" ("requested_at", "id");`);
    this.addSql(
      `create index "erasure_request_status_index" on "accounts"."erasure_request" ("status", "requested_at", "id");`,
    );
    this.addSql(
      `create index "erasure_request_account_index" on "accounts"."erasure_request" ("account_id", "requested_at", "id");`,
    );
    this.addSql(
      `create unique index "erasure_request_one_pending" on "accounts"."erasure_request" ("account_id") where status = 'pending';`,
    );

    this.addSql(`alter table "accounts"."account" drop constraint "account_trainee_id_number";`);
    this.addSql(`alter table "accounts"."account" add "erased_at" timestamptz null;`);
    this.addSql(`alter table "accounts"."account" alter column "phone_index" drop not null;`);
    this.addSql(
      `alter table "accounts"."account" add constraint "account_phone" check ((erased_at is null) = (phone_index is not null));`,
    );
    this.addSql(
      `alter table "accounts"."account" add constraint "account_erased_holds_nothing" check (erased_at is null or (kind = 'trainee' and (name, masked_name, phone, password_hash) = ('', '', '', '') and num_nulls(id_number, email) = 2));`,
    );
    this.addSql(
      `alter table "accounts"."account" add constraint "account_trainee_id_number" check ((kind = 'trainee' and erased_at is null) = (id_number_index is not null));`,
    );

    this.addSql(`alter table "accounts"."session" drop constraint "session_ending_check";`);
    this.addSql(
      `alter table "accounts"."session" add constraint "session_ending_check" check ("ending" in ('signed-out', 'ended-elsewhere', 'password-changed', 'password-reset', 'contact-changed', 'refresh-token-reused', 'account-disabled', 'account-erased', 'roles-changed', 'totp-enrolled', 'totp-reset'));`,
    );

    this.addSql(
      `alter table "accounts"."erasure_answer" add constraint "erasure_answer_domain_check" check ("domain" in ('accounts', 'recruitment', 'applications', 'review', 'publicity', 'exams', 'notifications'));`,
    );

    this.addSql(
      `alter table "accounts"."erasure_request" add constraint "erasure_request_decided_completely" check ((status = 'pending') = (decided_at is null) and num_nulls(decided_at, decided_by) in (0, 2));`,
    );
    this.addSql(
      `alter table "accounts"."erasure_request" add constraint "erasure_request_refusal" check ((status = 'refused') = (refusal is not null));`,
    );
    this.addSql(
      `alter table "accounts"."erasure_request" add constraint "erasure_request_completed" check ((status = 'completed') = (completed_at is not null));`,
    );
    this.addSql(
      `alter table "accounts"."erasure_request" add constraint "erasure_request_forgets_reason" check (status not in ('approved', 'completed') or reason is null);`,
    );
    this.addSql(
      `alter table "accounts"."erasure_request" add constraint "erasure_request_status_check" check ("status" in ('pending', 'approved', 'completed', 'refused', 'cancelled'));`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "accounts"."erasure_answer" cascade;`);
    this.addSql(`drop table if exists "accounts"."erasure_request" cascade;`);

    // an account that holds nothing cannot be one of those that hold everything
    this.addSql(`delete from "accounts"."account" where erased_at is not null;`);
    this.addSql(`delete from "accounts"."session" where ending = 'account-erased';`);

    this.addSql(`alter table "accounts"."account" drop constraint "account_phone";`);
    this.addSql(`alter table "accounts"."account" drop constraint "account_erased_holds_nothing";`);
    this.addSql(`alter table "accounts"."account" drop constraint "account_trainee_id_number";`);
    this.addSql(`alter table "accounts"."account" drop column "erased_at";`);
    this.addSql(`alter table "accounts"."account" alter column "phone_index" set not null;`);
    this.addSql(
      `alter table "accounts"."account" add constraint "account_trainee_id_number" check ((kind = 'trainee') = (id_number_index is not null));`,
    );

    this.addSql(`alter table "accounts"."session" drop constraint "session_ending_check";`);
    this.addSql(
      `alter table "accounts"."session" add constraint "session_ending_check" check ("ending" in ('signed-out', 'ended-elsewhere', 'password-changed', 'password-reset', 'contact-changed', 'refresh-token-reused', 'account-disabled', 'roles-changed', 'totp-enrolled', 'totp-reset'));`,
    );
  }
}
