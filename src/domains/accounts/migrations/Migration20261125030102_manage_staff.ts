import { Migration } from '@mikro-orm/migrations';

export class Migration20261125030102_manage_staff extends Migration {
  override name = 'Migration20261125030102_manage_staff';

  override up(): void | Promise<void> {
    this.addSql(`alter table "accounts"."account" drop constraint "account_first_system_admin_role";`);
    this.addSql(`alter table "accounts"."account" add "disabled_at" timestamptz null;`);
    this.addSql(
      `alter table "accounts"."account" add constraint "account_first_system_admin_kind" check (not is_first_system_admin or kind = 'staff');`,
    );
    this.addSql(
      `alter table "accounts"."account" add constraint "account_disabled_kind" check (disabled_at is null or kind = 'staff');`,
    );

    this.addSql(`alter table "accounts"."session" drop constraint "session_ending_check";`);
    this.addSql(
      `alter table "accounts"."session" add constraint "session_ending_check" check ("ending" in ('signed-out', 'password-changed', 'password-reset', 'refresh-token-reused', 'account-disabled', 'roles-changed'));`,
    );

    // two administrators who disable each other take turns here, and each looks at what the other has left
    this.addSql(`create function "accounts"."keep_a_system_admin"() returns trigger language plpgsql as $$
      begin
        perform pg_advisory_xact_lock(hashtextextended('accounts.keep_a_system_admin', 0));
        if not exists (select from accounts.account where 'system_admin' = any(roles) and disabled_at is null) then
          raise exception 'the last system administrator who can sign in'
            using errcode = 'check_violation', constraint = 'account_last_system_admin';
        end if;
        return null;
      end $$;`);
    this.addSql(
      `create trigger "keep_a_system_admin" after update on "accounts"."account" for each row when ('system_admin' = any(old.roles) and old.disabled_at is null and not ('system_admin' = any(new.roles) and new.disabled_at is null)) execute function "accounts"."keep_a_system_admin"();`,
    );
    this.addSql(
      `create trigger "keep_a_system_admin_account" after delete on "accounts"."account" for each row when ('system_admin' = any(old.roles) and old.disabled_at is null) execute function "accounts"."keep_a_system_admin"();`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop trigger "keep_a_system_admin" on "accounts"."account";`);
    this.addSql(`drop trigger "keep_a_system_admin_account" on "accounts"."account";`);
    this.addSql(`drop function "accounts"."keep_a_system_admin"();`);
    this.addSql(`alter table "accounts"."account" drop constraint "account_first_system_admin_kind";`);
    this.addSql(`alter table "accounts"."account" drop constraint "account_disabled_kind";`);
    this.addSql(`alter table "accounts"."account" drop column "disabled_at";`);
    this.addSql(
      `alter table "accounts"."account" add constraint "account_first_system_admin_role" check (not is_first_system_admin or 'system_admin' = any(roles));`,
    );

    this.addSql(`alter table "accounts"."session" drop constraint "session_ending_check";`);
    this.addSql(
      `alter table "accounts"."session" add constraint "session_ending_check" check ("ending" in ('signed-out', 'password-changed', 'password-reset', 'refresh-token-reused'));`,
    );
  }
}
