ALTER TABLE "time_entries" ADD COLUMN "moment" text DEFAULT 'normal' NOT NULL;--> statement-breakpoint
ALTER TABLE "time_entries" ADD COLUMN "surcharge" numeric(5, 2) DEFAULT '0' NOT NULL;--> statement-breakpoint
CREATE INDEX "visit_events_organization_id_member_id_at_index" ON "visit_events" USING btree ("organization_id","member_id","at");