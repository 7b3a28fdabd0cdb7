import { Migration } from '@mikro-orm/migrations';

export class Migration20261125071200_note_activity extends Migration {
  override name = 'Migration20261125071200_note_activity';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "platform"."session_activity" ("session_id" uuid not null, "last_request_at" timestamptz not null, primary key ("session_id"));`,
    );
    this.addSql(
      `create index "session_activity_last_request_at_index" on "platform"."session_activity" ("last_request_at");`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "platform"."session_activity" cascade;`);
  }
}
