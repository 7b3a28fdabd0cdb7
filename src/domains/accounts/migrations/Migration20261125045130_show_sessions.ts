import { Migration } from '@mikro-orm/migrations';

export class Migration20261125045130_show_sessions extends Migration {
  override name = 'Migration20261125045130_show_sessions';

  override up(): void | Promise<void> {
    this.addSql(`alter table "accounts"."session" drop constraint "session_ending_check";`);
    this.addSql(`alter table "accounts"."session" add "user_agent" varchar(300) null, add "address" varchar(45) null;`);
    this.addSql(
      `alter table "accounts"."session" add constraint "session_ending_check" check ("ending" in ('signed-out', 'ended-elsewhere', 'password-changed', 'password-reset', 'contact-changed', 'refresh-token-reused', 'account-disabled', 'roles-changed'));`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "accounts"."session" drop constraint "session_ending_check";`);
    this.addSql(`alter table "accounts"."session" drop column "user_agent", drop column "address";`);
    this.addSql(
      `alter table "accounts"."session" add constraint "session_ending_check" check ("ending" in ('signed-out', 'password-changed', 'password-reset', 'refresh-token-reused', 'account-disabled', 'roles-changed'));`,
    );
  }
}
