import { Migration } from '@mikro-orm/migrations';

export class Migration20261125051000_keep_state_of_files extends Migration {
  override name = 'Migration20261125051000_keep_state_of_files';

  override up(): void | Promise<void> {
    // it would refuse to fill the new columns of submitted pages
    this.addSql(`drop trigger "submitted_page_is_frozen" on "applications"."signature_page";`);
    this.addSql(
      `alter table "applications"."attachment" add "received_size" int, add "thumbnail_key" varchar(220) null, add "status" text not null default 'kept', add "checked_at" timestamptz null;`,
    );
    this.addSql(`update "applications"."attachment" set "received_size" = "size";`);
    this.addSql(
      `alter table "applications"."attachment" alter "received_size" set not null, alter "status" drop default;`,
    );
    this.addSql(
      `alter table "applications"."attachment" add constraint "attachment_thumbnail_key_unique" unique ("thumbnail_key");`,
    );
    this.addSql(`create index "attachment_checked_at_index" on "applications"."attachment" ("checked_at");`);
    this.addSql(
      `alter table "applications"."attachment" add constraint "attachment_status_check" check ("status" in ('kept', 'lost', 'quarantined'));`,
    );

    this.addSql(
      `alter table "applications"."signature_page" add "received_size" int, add "thumbnail_key" varchar(220) null, add "status" text not null default 'kept', add "checked_at" timestamptz null;`,
    );
    this.addSql(`update "applications"."signature_page" set "received_size" = "size";`);
    this.addSql(
      `alter table "applications"."signature_page" alter "received_size" set not null, alter "status" drop default;`,
    );
    this.addSql(
      `alter table "applications"."signature_page" add constraint "signature_page_thumbnail_key_unique" unique ("thumbnail_key");`,
    );
    this.addSql(`create index "signature_page_checked_at_index" on "applications"."signature_page" ("checked_at");`);
    this.addSql(
      `alter table "applications"."signature_page" add constraint "signature_page_status_check" check ("status" in ('kept', 'lost', 'quarantined'));`,
    );
    // what was submitted stays as it was; what has become of its object is noted
    this.addSql(`create function "applications"."refuse_change_of_page"() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' or to_jsonb(new) - '{status,thumbnail_key,checked_at}'::text[]
             is distinct from to_jsonb(old) - '{status,thumbnail_key,checked_at}'::text[] then
          raise exception 'signature_page rows are written once' using errcode = 'restrict_violation';
        end if;
        return new;
      end $$;`);
    this.addSql(
      `create trigger "submitted_page_is_frozen" before update or delete on "applications"."signature_page" for each row when (old.submission is not null) execute function "applications"."refuse_change_of_page"();`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop trigger "submitted_page_is_frozen" on "applications"."signature_page";`);
    this.addSql(`drop function "applications"."refuse_change_of_page"();`);
    this.addSql(
      `create trigger "submitted_page_is_frozen" before update or delete on "applications"."signature_page" for each row when (old.submission is not null) execute function "applications"."refuse_change"();`,
    );
    this.addSql(`alter table "applications"."attachment" drop constraint "attachment_thumbnail_key_unique";`);
    this.addSql(`drop index "applications"."attachment_checked_at_index";`);
    this.addSql(`alter table "applications"."attachment" drop constraint "attachment_status_check";`);
    this.addSql(
      `alter table "applications"."attachment" drop column "received_size", drop column "thumbnail_key", drop column "status", drop column "checked_at";`,
    );

    this.addSql(`alter table "applications"."signature_page" drop constraint "signature_page_thumbnail_key_unique";`);
    this.addSql(`drop index "applications"."signature_page_checked_at_index";`);
    this.addSql(`alter table "applications"."signature_page" drop constraint "signature_page_status_check";`);
    this.addSql(
      `alter table "applications"."signature_page" drop column "received_size", drop column "thumbnail_key", drop column "status", drop column "checked_at";`,
    );
  }
}
