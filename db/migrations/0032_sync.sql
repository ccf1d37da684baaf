CREATE TABLE "sync_closings" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"visit_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"input" jsonb NOT NULL,
	"ended_at" timestamptz,
	CONSTRAINT "sync_closings_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "sync_devices" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"member_id" uuid NOT NULL,
	"name" text DEFAULT '' NOT NULL,
	"last_seq" integer DEFAULT 0 NOT NULL,
	"last_seen_at" timestamptz DEFAULT now() NOT NULL,
	"app_version" text DEFAULT '' NOT NULL,
	"unsent_operations" integer DEFAULT 0 NOT NULL,
	"unsent_files" integer DEFAULT 0 NOT NULL,
	"unsent_oldest_at" timestamptz,
	"revoked_at" timestamptz,
	CONSTRAINT "sync_devices_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "sync_kept" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"order_id" uuid NOT NULL,
	"visit_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"name" text NOT NULL,
	"input" jsonb NOT NULL,
	"current" jsonb,
	"subject" text DEFAULT '' NOT NULL,
	"decided_at" timestamptz,
	"decided_by_id" uuid,
	CONSTRAINT "sync_kept_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "sync_operations" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"device_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"member_id" uuid NOT NULL,
	"visit_id" uuid,
	"name" text NOT NULL,
	"input_hash" text NOT NULL,
	"answer" json NOT NULL,
	"device_at" timestamptz NOT NULL,
	"offset_ms" bigint NOT NULL,
	CONSTRAINT "sync_operations_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "sync_uploads" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"device_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	"visit_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"field_id" text DEFAULT '' NOT NULL,
	"taken_at" timestamptz,
	"name" text DEFAULT '' NOT NULL,
	"sha256" text NOT NULL,
	"size_bytes" integer NOT NULL,
	"offset_bytes" integer DEFAULT 0 NOT NULL,
	"expires_at" timestamptz NOT NULL,
	CONSTRAINT "sync_uploads_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "visit_members" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamptz DEFAULT now() NOT NULL,
	"visit_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	CONSTRAINT "visit_members_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "sync_closings" ADD CONSTRAINT "sync_closings_organization_id_visit_id_visits_organization_id_id_fk" FOREIGN KEY ("organization_id","visit_id") REFERENCES "public"."visits"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_closings" ADD CONSTRAINT "sync_closings_organization_id_order_id_orders_organization_id_id_fk" FOREIGN KEY ("organization_id","order_id") REFERENCES "public"."orders"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_closings" ADD CONSTRAINT "sync_closings_organization_id_device_id_sync_devices_organization_id_id_fk" FOREIGN KEY ("organization_id","device_id") REFERENCES "public"."sync_devices"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_closings" ADD CONSTRAINT "sync_closings_organization_id_member_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","member_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_devices" ADD CONSTRAINT "sync_devices_organization_id_member_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","member_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_kept" ADD CONSTRAINT "sync_kept_organization_id_order_id_orders_organization_id_id_fk" FOREIGN KEY ("organization_id","order_id") REFERENCES "public"."orders"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_kept" ADD CONSTRAINT "sync_kept_organization_id_visit_id_visits_organization_id_id_fk" FOREIGN KEY ("organization_id","visit_id") REFERENCES "public"."visits"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_kept" ADD CONSTRAINT "sync_kept_organization_id_member_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","member_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_kept" ADD CONSTRAINT "sync_kept_organization_id_decided_by_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","decided_by_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_operations" ADD CONSTRAINT "sync_operations_organization_id_device_id_sync_devices_organization_id_id_fk" FOREIGN KEY ("organization_id","device_id") REFERENCES "public"."sync_devices"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_operations" ADD CONSTRAINT "sync_operations_organization_id_member_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","member_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_uploads" ADD CONSTRAINT "sync_uploads_organization_id_device_id_sync_devices_organization_id_id_fk" FOREIGN KEY ("organization_id","device_id") REFERENCES "public"."sync_devices"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_uploads" ADD CONSTRAINT "sync_uploads_organization_id_member_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","member_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_members" ADD CONSTRAINT "visit_members_organization_id_visit_id_visits_organization_id_id_fk" FOREIGN KEY ("organization_id","visit_id") REFERENCES "public"."visits"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_members" ADD CONSTRAINT "visit_members_organization_id_member_id_members_organization_id_id_fk" FOREIGN KEY ("organization_id","member_id") REFERENCES "public"."members"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "sync_closings_open" ON "sync_closings" USING btree ("organization_id","visit_id") WHERE "sync_closings"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "sync_closings_waiting" ON "sync_closings" USING btree ("organization_id","order_id") WHERE "sync_closings"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "sync_devices_organization_id_member_id_last_seen_at_index" ON "sync_devices" USING btree ("organization_id","member_id","last_seen_at");--> statement-breakpoint
CREATE INDEX "sync_kept_organization_id_order_id_index" ON "sync_kept" USING btree ("organization_id","order_id");--> statement-breakpoint
CREATE INDEX "sync_kept_open" ON "sync_kept" USING btree ("organization_id","id") WHERE "sync_kept"."decided_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "sync_operations_organization_id_device_id_seq_index" ON "sync_operations" USING btree ("organization_id","device_id","seq");--> statement-breakpoint
CREATE INDEX "sync_operations_organization_id_visit_id_index" ON "sync_operations" USING btree ("organization_id","visit_id");--> statement-breakpoint
CREATE INDEX "sync_uploads_organization_id_member_id_index" ON "sync_uploads" USING btree ("organization_id","member_id");--> statement-breakpoint
CREATE INDEX "sync_uploads_organization_id_visit_id_index" ON "sync_uploads" USING btree ("organization_id","visit_id");--> statement-breakpoint
CREATE INDEX "sync_uploads_expires_at_index" ON "sync_uploads" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "visit_members_organization_id_visit_id_member_id_index" ON "visit_members" USING btree ("organization_id","visit_id","member_id");--> statement-breakpoint
-- Forced policies hold for the owner too; the guards, which run after this, force them again.
ALTER TABLE "agenda_entries" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
INSERT INTO "visit_members" ("organization_id", "id", "visit_id", "member_id")
SELECT "organization_id", gen_random_uuid(), "visit_id", "member_id" FROM "agenda_entries" WHERE "visit_id" IS NOT NULL
ON CONFLICT DO NOTHING;
